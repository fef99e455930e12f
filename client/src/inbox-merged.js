import { merged } from "./inbox-list.js";

/** @typedef {import("./inbox-list.js").List} List */
/** @typedef {import("./inbox-mailbox.js").Mailbox} Mailbox */
/** @typedef {import("./inbox.js").InboxSnapshot} InboxSnapshot */

/** The lists of several rooms as one. What is older than the end of one that goes on waits until that is loaded. */
export class MergedLists {
  #lists;
  /** @type {InboxSnapshot[]} */
  #parts = [];
  /** @type {InboxSnapshot | undefined} of these parts */
  #whole;

  /** @param {List[]} lists */
  constructor(lists) {
    this.#lists = lists;
  }

  /** @returns {InboxSnapshot} */
  get snapshot() {
    const parts = this.#lists.map(({ snapshot }) => snapshot);
    if (!this.#whole || parts.some((part, index) => part !== this.#parts[index])) this.#whole = together((this.#parts = parts), this.#going.map(({ snapshot }) => snapshot));
    return this.#whole;
  }

  /** Of a room that was refused or taken back nothing more can be loaded. */
  get #going() {
    return this.#lists.filter(({ ended }) => !ended);
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    const ends = this.#lists.map((list) => list.subscribe(listener));
    return () => ends.forEach((end) => end());
  }

  /** Of those that hold the others up. It has failed if none could be loaded. */
  async loadMore() {
    const end = endOf(this.#going.map(({ snapshot }) => snapshot));
    const due = this.#going.filter(({ snapshot }) => snapshot.hasMore && endOf([snapshot]) >= end);
    const failed = (await Promise.allSettled(due.map((list) => list.loadMore()))).flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    if (failed[0] && failed.length === due.length) throw failed[0];
  }

  close() {
    for (const list of this.#lists) list.close();
  }
}

/** What is marked goes to the room that it is of. */
export class Mailboxes {
  #all;

  /** @param {Mailbox[]} all */
  constructor(all) {
    this.#all = all;
  }

  /** @param {any} items @param {"read" | "unread" | "archived" | "unarchived"} as */
  async mark(items, as) {
    await Promise.all(this.#all.map((mailbox) => mailbox.mark([items].flat().filter(({ room_id }) => room_id === mailbox.room), as)));
  }

  /** @param {"read" | "seen"} as */
  async markAll(as) {
    await Promise.all(this.#all.map((mailbox) => mailbox.markAll(as)));
  }
}

/** The age down to which all of them are there. A room that cannot be joined, or loaded, holds up nobody. @param {InboxSnapshot[]} parts */
const endOf = (parts) => Math.max(...parts.map(({ items, hasMore, ready, error }) => (!hasMore ? -Infinity : (items[items.length - 1]?.at ?? (ready && !error ? Infinity : -Infinity)))));

/** @param {InboxSnapshot[]} parts @param {InboxSnapshot[]} going those of which more can be loaded @returns {InboxSnapshot} */
function together(parts, going) {
  const end = endOf(going);
  const sum = (/** @type {"unread" | "unseen"} */ name) => parts.reduce((all, part) => all + part[name], 0);
  return {
    items: parts.map(({ items }) => items.filter(({ at }) => at >= end)).reduce((a, b) => merged(a, b)),
    unread: sum("unread"),
    unseen: sum("unseen"),
    hasMore: going.some(({ hasMore }) => hasMore),
    loading: parts.some(({ loading }) => loading),
    // What one does not know yet would look as if it had come just now.
    ready: parts.some(({ ready }) => ready) && parts.every(({ ready, error }) => ready || error),
    error: parts.find(({ error }) => error)?.error,
  };
}
