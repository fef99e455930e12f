/** What a bell says unless the page gives words of its own. @type {import("./bell.js").BellStrings} */
export const STRINGS = {
  label: "Notifications",
  unread: (count) => `${count} unread`,
  unseen: (count) => `${count} new`,
  arrived: (count) => (count === 1 ? "1 new notification" : `${count} new notifications`),
  isUnread: "Unread",
  untitled: "Notification",
  markAllRead: "Mark all read",
  markRead: "Mark as read",
  markUnread: "Mark as unread",
  archive: "Archive",
  unarchive: "Move back to the inbox",
  filters: "Show",
  all: "All",
  onlyUnread: "Unread",
  archived: "Archived",
  close: "Close",
  loadMore: "Load more",
  loading: "Loading…",
  empty: "Nothing here yet.",
  offline: "No connection. What you mark is sent when it is back.",
  ended: "The connection has ended. Load the page again, or log in.",
  loadFailed: "The list could not be loaded.",
  markFailed: "That could not be saved, and was undone.",
  retry: "Try again",
};

/** @param {Partial<import("./bell.js").BellStrings> | null | undefined} own @returns {import("./bell.js").BellStrings} */
export const stringsWith = (own) => ({ ...STRINGS, ...Object.fromEntries(Object.entries(own ?? {}).filter(([, value]) => value !== undefined)) });

const MOST = 99;

/** What fits into a badge. @param {number} count @param {string | undefined} locale */
export function badgeText(count, locale) {
  const shown = new Intl.NumberFormat(locale).format(Math.min(count, MOST));
  return count > MOST ? `${shown}+` : shown;
}
