import { between } from "./backoff.js";
import { Deliveries } from "./deliveries.js";
import { Exchange } from "./inbox-exchange.js";
import { Marks } from "./inbox-marks.js";
import { rangesOf } from "./inbox-ranges.js";
import { badge, changeOf, marked } from "./inbox-state.js";
import { INBOX_STREAMS, isPosition } from "./protocol.js";
import { Timer } from "./timer.js";

/** @typedef {import("./room.js").ExtensionCore} Core */
/** @typedef {import("./index.js").NotificationError} NotificationError */
/** @typedef {import("./inbox.js").InboxItem} InboxItem */
/** @typedef {import("./inbox-list.js").List} List */
/** @typedef {import("./inbox-state.js").InboxStream} InboxStream */
/** @typedef {import("./inbox-state.js").State} State */

/** What expires does so for everybody at once: they must not all ask in the same moment. */
const EXPIRY_SPREAD_MS = /** @type {const} */ ([0, 30_000]);

/**
 * One room's inbox as far as it is known here, for all lists on it: the state of the highest version, what has come since,
 * and the marks that are not confirmed.
 */
export class Mailbox {
  #core;
  #deliveries;
  #exchange;
  #marks;
  /** @type {State | undefined} */
  #state;
  /** @type {State | undefined} with the marks that are not confirmed; made when it is asked for */
  #present;
  /** @type {Record<InboxStream, Map<number, InboxItem>>} by offset */
  items = { inbox: new Map(), announcements: new Map() };
  /** @type {Set<List>} */
  lists = new Set();
  #expiry;
  #expiresAt = 0;
  #telling = false;
  /** @type {NotificationError | undefined} why nothing goes out any more */
  ended;

  /** @param {Core} core @param {import("./index.js").Notifications | import("./index.js").Room} notifications */
  constructor(core, notifications) {
    this.#core = core;
    this.#exchange = new Exchange(core);
    this.#marks = new Marks(this.#exchange, (refused) => this.changed(refused));
    this.#deliveries = this.#begun();
    this.#expiry = new Timer(core.settings, () => core.connection.ask());
    notifications.onState((event) => this.#entered(event));
    notifications.onRenewed(() => this.#exchange.resume());
    // As soon as it takes part in the connection.
    queueMicrotask(() => core.connection.ask());
  }

  /** @returns {string | undefined} as its items have it */
  get room() {
    return this.#core.room_id;
  }

  get settings() {
    return this.#core.settings;
  }

  /** @returns {State | undefined} as the user sees it; unknown before the first answer */
  get state() {
    return (this.#present ??= this.#state && this.#marks.all.reduce(marked, this.#state));
  }

  get badge() {
    return this.state ? badge(this.state) : { unread: 0, unseen: 0 };
  }

  question() {
    const question = this.#deliveries.question();
    return { ask: { state: true, ...question.ask }, question };
  }

  /** @param {{ question: import("./deliveries.js").Question }} asked @param {any} answer */
  answered({ question }, { state, inbox_recovered: recovered }) {
    // A server that is older knows nothing of inboxes.
    if (!state) return;
    this.#take(state);
    this.#deliveries.answered(question, { recovered, ...state });
  }

  /** @param {import("./index.js").ReceivedNotification} notification */
  arrived(notification) {
    const { stream, epoch, offset } = /** @type {InboxItem} */ (notification);
    this.#learn(notification);
    const known = this.#state?.[stream];
    // It is one more, at once, and the first one if there was none.
    if (this.#state && known && (known.epoch === epoch || !known.epoch) && offset > known.offset)
      this.#state = { ...this.#state, [stream]: { ...known, epoch, offset } };
    this.#deliveries.accept(notification);
    this.changed();
  }

  /** @param {any} frame */
  received(frame) {
    const { room_id: here } = this.#core;
    for (const item of frame.items ?? []) if (item?.room_id === here) this.#learn(item);
    // Of an answer it is not its room that says whose it is, but its name.
    if (frame.state && (frame.ref ? this.#exchange.asked(frame.ref) : frame.room_id === here)) this.#take(frame.state);
    this.#exchange.received(frame);
  }

  /** Nothing of one user may be seen by another. @param {NotificationError} reason */
  forget(reason) {
    this.#state = undefined;
    this.items = { inbox: new Map(), announcements: new Map() };
    this.#deliveries.close();
    this.#deliveries = this.#begun();
    this.#reject(reason);
    for (const list of this.lists) list.forget();
    this.changed();
  }

  /** @param {object} request @param {(answer: any) => void} done @param {(reason: NotificationError) => void} failed */
  page(request, done, failed) {
    if (!this.ended) return this.#exchange.request({ action: "inbox", ...request }, done, failed);
    queueMicrotask(() => failed(/** @type {NotificationError} */ (this.ended)));
    return () => {};
  }

  /** @param {InboxItem | readonly InboxItem[]} items @param {"read" | "unread" | "archived" | "unarchived"} as */
  mark(items, as) {
    /** @type {import("./inbox-state.js").Mark} */
    const mark = {};
    for (const name of INBOX_STREAMS) {
      const some = [items].flat().filter(({ stream }) => stream === name);
      // Of an earlier life of the stream nothing is left that could be marked.
      const epoch = this.#state?.[name].epoch || some[0]?.epoch;
      const offsets = some.filter((item) => item.epoch === epoch).map(({ offset }) => /** @type {const} */ ([offset, offset]));
      if (offsets.length) mark[name] = changeOf(epoch, { [as]: rangesOf(offsets) });
    }
    return this.#make(mark);
  }

  /** Everything that has arrived; what is still on its way stays unread, and unseen. @param {"read" | "seen"} as */
  markAll(as) {
    /** @type {import("./inbox-state.js").Mark} */
    const mark = {};
    for (const name of INBOX_STREAMS) {
      const { epoch = "", offset = 0 } = this.#deliveries.positions[name] ?? {};
      if (offset) mark[name] = changeOf(epoch, as === "seen" ? { seen: offset } : { read: [[1, offset]] });
    }
    return this.#make(mark);
  }

  /** @param {import("./inbox-state.js").Mark} mark @returns {Promise<void>} */
  #make(mark) {
    const { state } = this;
    // What changes nothing need not cost a message.
    if (!Object.keys(mark).length || (state && JSON.stringify(marked(state, mark)) === JSON.stringify(state))) return Promise.resolve();
    return this.#marks.add(mark, this.ended);
  }

  #begun() {
    const { settings, connection, deliver } = this.#core;
    return new Deliveries(settings, {
      notification: deliver,
      gap: () => connection.ask(),
      stale: () => this.lists.forEach((list) => list.reload()),
    }, INBOX_STREAMS);
  }

  /** @param {import("./index.js").StateEvent | import("./index.js").RoomStateEvent} event */
  #entered({ state, reason }) {
    this.#marks.open = state === "open";
    this.ended = state === "closed" || state === "refused" ? reason : undefined;
    if (state === "open") {
      this.#exchange.resume();
      this.#marks.next();
    } else if (this.ended) {
      if (state === "closed") this.#deliveries.close();
      this.#deliveries.settle();
      this.#expiry.stop();
      this.#reject(this.ended);
    } else {
      this.#exchange.pause();
      this.#deliveries.settle();
    }
    for (const list of this.lists) list.entered(state);
  }

  /** @param {NotificationError} reason */
  #reject(reason) {
    this.#marks.reject(reason);
    this.#exchange.reject(reason);
    this.changed(reason);
  }

  /** @param {any} item */
  #learn(item) {
    const known = this.items[/** @type {InboxStream} */ (item?.stream)];
    // The same again says nothing new, and lists go by whether it is the same object.
    if (known && isPosition(item) && known.get(item.offset)?.epoch !== item.epoch) known.set(item.offset, /** @type {any} */ (item));
  }

  /** @param {State} told */
  #take(told) {
    const known = this.#state;
    if (known && told.version < known.version) return;
    this.#state = { ...told };
    for (const name of INBOX_STREAMS) {
      const [now, before] = [told[name], known?.[name]];
      // It may have been on its way for longer than what has arrived since.
      if (before && before.offset > now.offset) {
        if (told.version === known?.version) this.#state[name] = before;
        else if (before.epoch === now.epoch) this.#state[name] = { ...now, offset: before.offset };
        // All of it is over, or it was only about to begin.
        else if (!now.epoch) this.#core.connection.ask();
      }
      if (now.epoch) for (const [offset, { epoch }] of this.items[name]) if (epoch !== now.epoch || offset <= now.floor) this.items[name].delete(offset);
    }
    this.#watch();
    this.changed();
  }

  /** What has expired is counted no more: the server knows from when on, and what then. */
  #watch() {
    const expiresAt = Math.min(...INBOX_STREAMS.map((name) => this.#state?.[name].expires_at ?? Infinity));
    // Asked for once: a clock that is ahead would ask all the time, and heartbeats ask too.
    if (expiresAt === this.#expiresAt || expiresAt === Infinity) return;
    this.#expiresAt = expiresAt;
    const { now, random } = this.settings;
    this.#expiry.start(Math.max(0, expiresAt - now()) + between(EXPIRY_SPREAD_MS, random));
  }

  /** @param {NotificationError} [refused] why something was undone */
  changed(refused) {
    this.#present = undefined;
    for (const list of this.lists) list.changed(refused);
    if (this.#telling) return;
    this.#telling = true;
    // Fifty at once are told once.
    queueMicrotask(() => {
      this.#telling = false;
      for (const list of [...this.lists]) list.tell();
    });
  }
}
