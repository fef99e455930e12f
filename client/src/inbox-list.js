import { has, size, within } from "./inbox-ranges.js";
import { among } from "./inbox-state.js";
import { INBOX_STREAMS } from "./protocol.js";
import { Timer } from "./timer.js";

/** @typedef {import("./index.js").NotificationError} NotificationError */
/** @typedef {import("./inbox.js").InboxItem} InboxItem */
/** @typedef {import("./inbox.js").InboxSnapshot} InboxSnapshot */
/** @typedef {import("./inbox-state.js").InboxStream} InboxStream */
/** @typedef {Record<InboxStream, import("./protocol.js").Position>} Cursor what stands below is still to come */

const MOST_ITEMS = 50;
/** How often in a row what should be there is asked for, each time after twice the wait. */
const RELOADS = 5;

/** Of another epoch than any stream: of such a one all is there. @type {Cursor} */
const END = { inbox: { epoch: "", offset: 0 }, announcements: { epoch: "", offset: 0 } };

/**
 * What one filter lets pass, down to where pages were loaded. What belongs in it is computed from the state; if something of
 * that is not here, for whatever reason, it is loaded anew.
 */
export class List {
  #mailbox;
  #filter;
  #pageSize;
  #lazy;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Cursor | undefined} nothing was loaded yet */
  #cursor;
  /** @type {{ promise: Promise<void>, forget: () => void } | undefined} */
  #loading;
  /** @type {NotificationError | undefined} */
  #error;
  /** @type {InboxSnapshot | undefined} until something changes */
  #snapshot;
  #missing = false;
  #reloads = 0;
  #wait;
  /** @type {WeakMap<object, InboxItem>} so that an item that has not changed is the same object */
  #shown = new WeakMap();

  /** @param {import("./inbox-mailbox.js").Mailbox} mailbox @param {import("./inbox.js").InboxOptions} options */
  constructor(mailbox, { filter = "all", pageSize = 20, lazy = false }) {
    this.#mailbox = mailbox;
    this.#filter = filter;
    this.#pageSize = pageSize;
    this.#lazy = lazy;
    this.#wait = new Timer(mailbox.settings, () => this.#missing && this.reload());
    mailbox.lists.add(this);
    if (!lazy) this.loadMore();
  }

  /** @returns {InboxSnapshot} the same object as long as nothing changes */
  get snapshot() {
    return (this.#snapshot ??= this.#look());
  }

  get ended() {
    return this.#mailbox.ended;
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    const own = () => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** @returns {Promise<void>} */
  loadMore() {
    if (this.#loading) return this.#loading.promise;
    if (this.#cursor && !this.snapshot.hasMore) return Promise.resolve();
    return this.#load(this.#pageSize, this.#cursor);
  }

  /** What should be there and is not, mostly near the top. */
  reload() {
    if (this.#cursor && !this.#loading) this.#load(Math.min(Math.max(this.snapshot.items.length, this.#pageSize), MOST_ITEMS));
  }

  close() {
    this.#loading?.forget();
    this.#wait.stop();
    this.#listeners.clear();
    this.#mailbox.lists.delete(this);
  }

  /** Of another user now. */
  forget() {
    this.#cursor = undefined;
    if (!this.#lazy) this.loadMore();
  }

  /** @param {string} state */
  entered(state) {
    this.#reloads = 0;
    if (state === "closed") this.#wait.stop();
    else if (state === "open" && !this.#cursor && !this.#lazy) this.loadMore();
  }

  /** @param {NotificationError} [refused] */
  changed(refused) {
    this.#snapshot = undefined;
    if (refused) this.#error = refused;
  }

  tell() {
    this.#watch();
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (thrown) {
        this.#mailbox.settings.logger.error("A listener of an inbox failed:", thrown);
      }
    }
  }

  /** @param {number} limit @param {Cursor} [before] none: the newest */
  #load(limit, before) {
    /** @type {() => void} */
    let forget = () => {};
    const promise = new Promise((resolve, reject) => {
      const message = { limit, before, filter: this.#filter };
      forget = this.#mailbox.page(message, ({ next }) => resolve(this.#loaded(next ?? END, before)), (reason) => reject(this.#failed(reason)));
    });
    // Who loads it by itself hears of it in the snapshot.
    promise.catch(() => {});
    this.#loading = { promise, forget };
    this.#mailbox.changed();
    return promise;
  }

  /** @param {Cursor} next @param {Cursor} [before] */
  #loaded(next, before) {
    this.#loading = this.#error = undefined;
    const known = this.#cursor;
    this.#snapshot = undefined;
    // After a page anew that has closed the hole, what was loaded below it goes on to be there.
    if (!known || before || (this.#look(), this.#missing)) this.#cursor = next;
    this.#mailbox.changed();
  }

  /** @param {NotificationError} reason */
  #failed(reason) {
    this.#loading = undefined;
    this.#error = reason;
    this.#mailbox.changed();
    return reason;
  }

  #watch() {
    if (!this.snapshot || !this.#missing || this.#loading) {
      this.#wait.stop();
      if (!this.#missing) this.#reloads = 0;
    } else if (!this.#wait.running && this.#reloads < RELOADS)
      // What is only late comes by itself, or with what is asked for because of it.
      this.#wait.start(2 * this.#mailbox.settings.stragglerMs * 2 ** this.#reloads++);
  }

  /** @returns {InboxSnapshot} */
  #look() {
    const { state } = this.#mailbox;
    const { unread, unseen } = this.#mailbox.badge;
    const more = { loading: !!this.#loading, error: this.#error };
    this.#missing = false;
    if (!state || !this.#cursor) return { items: [], unread, unseen, ready: !!state, hasMore: true, ...more };
    let hasMore = false;
    const [inbox, announcements] = INBOX_STREAMS.map((name) => {
      const all = among(state[name], this.#filter);
      const { epoch, offset } = /** @type {Cursor} */ (this.#cursor)[name];
      const from = epoch === state[name].epoch ? offset : 0;
      const wanted = within(all, from, Infinity);
      const items = this.#items(name, wanted);
      this.#missing ||= items.length < size(wanted);
      hasMore ||= size(all) > size(wanted);
      return items;
    });
    return { items: merged(inbox, announcements), unread, unseen, ready: true, hasMore, ...more };
  }

  /** @param {InboxStream} name @param {import("./inbox-ranges.js").Ranges} wanted @returns {InboxItem[]} */
  #items(name, wanted) {
    const { epoch, read, archived } = /** @type {import("./inbox-state.js").State} */ (this.#mailbox.state)[name];
    return [...this.#mailbox.items[name].values()]
      .filter((item) => item.epoch === epoch && has(wanted, item.offset))
      .sort((a, b) => b.offset - a.offset)
      .map((item) => this.#show(item, has(read, item.offset), has(archived, item.offset)));
  }

  /** @param {InboxItem} item @param {boolean} read @param {boolean} archived */
  #show(item, read, archived) {
    let shown = this.#shown.get(item);
    if (shown?.read !== read || shown.archived !== archived) this.#shown.set(item, (shown = { ...item, read, archived }));
    return shown;
  }
}

/**
 * The newest first, as the server has it: each stream in its own order, whatever the clocks say.
 * @param {readonly InboxItem[]} inbox @param {readonly InboxItem[]} announcements
 */
export function merged(inbox, announcements) {
  const all = [];
  let [mine, theirs] = [0, 0];
  while (mine < inbox.length || theirs < announcements.length)
    all.push(!inbox[mine] || announcements[theirs]?.at > inbox[mine].at ? announcements[theirs++] : inbox[mine++]);
  return all;
}
