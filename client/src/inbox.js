import { List } from "./inbox-list.js";
import { Mailbox } from "./inbox-mailbox.js";
import { Mailboxes, MergedLists } from "./inbox-merged.js";

const FILTERS = ["all", "unread", "archived"];
/** While there is no client, as on a server. @type {import("./inbox.js").InboxSnapshot} */
export const NO_INBOX = { items: [], unread: 0, unseen: 0, hasMore: false, loading: false, ready: false, error: undefined };

const ACTIONS = /** @type {const} */ (["loadMore", "markRead", "markUnread", "archive", "unarchive", "markAllRead", "seen"]);

/**
 * What of an inbox does something, for those who show a snapshot beside it.
 * @param {() => import("./inbox.js").Inbox | undefined} inbox without one nothing happens
 * @returns {any}
 */
export const actionsOf = (inbox) => Object.fromEntries(ACTIONS.map((name) => [name, async (/** @type {any} */ items) => inbox()?.[name](items)]));

const SHOWN = /** @type {const} */ (["items", "unread", "unseen", "hasMore", "loading", "ready", "error"]);

/** What the application holds, made as the client is: its functions need no `this`, and a proxy around it works. */
class Inbox {
  /** @param {List | MergedLists} list @param {Mailbox | Mailboxes} mailbox */
  constructor(list, mailbox) {
    for (const name of SHOWN) Object.defineProperty(this, name, { get: () => list.snapshot[name], enumerable: true, configurable: true });
    this.getSnapshot = () => list.snapshot;
    this.subscribe = list.subscribe.bind(list);
    this.loadMore = list.loadMore.bind(list);
    this.close = list.close.bind(list);
    this.markRead = (/** @type {any} */ items) => mailbox.mark(items, "read");
    this.markUnread = (/** @type {any} */ items) => mailbox.mark(items, "unread");
    this.archive = (/** @type {any} */ items) => mailbox.mark(items, "archived");
    this.unarchive = (/** @type {any} */ items) => mailbox.mark(items, "unarchived");
    this.markAllRead = () => mailbox.markAll("read");
    this.seen = () => mailbox.markAll("seen");
  }
}

/**
 * @typedef {import("./index.js").Notifications<any> | import("./index.js").Room<any>} Source
 * @param {Source | readonly Source[]} of
 * @param {import("./inbox.js").InboxOptions} [options]
 * @returns {any} typed in inbox.d.ts
 */
export function createInbox(of, options = {}) {
  const { filter = "all", pageSize = 20 } = options;
  if (!FILTERS.includes(filter)) throw new TypeError(`createInbox: the option filter is "${filter}", expected "all", "unread" or "archived"`);
  if (!(Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= 50)) throw new TypeError(`createInbox: the option pageSize is ${pageSize}, expected a whole number from 1 to 50`);
  /** @type {Mailbox[]} */
  const mailboxes = [of].flat().map((one) => one.extend((/** @type {any} */ core) => new Mailbox(core, one)));
  const lists = mailboxes.map((mailbox) => new List(mailbox, options));
  return mailboxes[1] ? new Inbox(new MergedLists(lists), new Mailboxes(mailboxes)) : new Inbox(lists[0], mailboxes[0]);
}
