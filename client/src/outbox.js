import { backoff } from "./backoff.js";
import { NotificationError } from "./error.js";
import { FRAME_BYTES, bytesOf, encodeSend, encodeSends, waitMs } from "./protocol.js";
import { Timer } from "./timer.js";

/** As many as the server takes in one frame. */
const TOGETHER = 10;
/** More than there is around the sends in a frame of several. */
const AROUND_BYTES = 128;

/**
 * How often the server may leave a send without an answer before it fails, and how often it may say "later". A
 * connection that is lost is no such time: how often that happens says nothing about the send.
 */
const TRIES = 5;

/**
 * @typedef {object} Entry
 * @property {string} ref
 * @property {string} text
 * @property {number} bytes of its own frame
 * @property {boolean | undefined} queued
 * @property {boolean} sent
 * @property {number} tries
 * @property {number} waits
 * @property {(id: string) => void} resolve
 * @property {(reason: NotificationError) => void} reject
 */

/** @type {{ ref?: string, entries: Entry[] }} */
const NO_FRAME = { entries: [] };

/**
 * What was sent and not yet answered. Repeating it is safe: the server delivers each `ref` once.
 *
 * One frame at a time, each after the answer to the one before: every frame is an invocation of its own, and two of them
 * overtake each other. What has come meanwhile goes together in the next one. Whatever becomes of that but success, each
 * of them goes out again by itself, and so learns what became of it.
 */
export class Outbox {
  #settings;
  #nextRef;
  #connection;
  /** @type {Map<string, Entry>} in the order of sending */
  #entries = new Map();
  /** Waits for its answer. */
  #frame = NO_FRAME;
  /** Runs while a frame is on its way. */
  #overdue;
  /** Runs while the server wants to be left alone. */
  #wait;
  /** @type {unknown} */
  #lastFailure = "no answer came";

  /**
   * @param {import("./options.js").Settings} settings
   * @param {() => string} nextRef
   * @param {{ send(text: string): boolean, check(): void }} connection `send` says whether it went out
   */
  constructor(settings, nextRef, connection) {
    this.#settings = settings;
    this.#nextRef = nextRef;
    this.#connection = connection;
    this.#overdue = new Timer(settings, () => this.#unanswered());
    this.#wait = new Timer(settings, () => this.#next());
  }

  /**
   * @param {unknown} data
   * @param {import("./index.js").SendOptions & { room_id?: string | undefined }} options
   * @param {boolean} connected
   * @returns {Promise<string>} the notification's id
   */
  async send(data, options, connected) {
    const { offline, queueLimit } = this.#settings;
    const { queued } = options;
    const ref = this.#nextRef();
    const text = encodeSend(ref, data, options);
    const bytes = bytesOf(encodeSends(queued, [text], ref));
    if (bytes > FRAME_BYTES) throw new NotificationError("too_large", `${bytes} bytes, the gateway takes ${FRAME_BYTES}`);
    if (!connected && offline === "refuse") throw new NotificationError("offline", "Not connected");
    if (this.#entries.size >= queueLimit) throw new NotificationError("queue_full", `${queueLimit} already wait`);
    return new Promise((resolve, reject) => {
      this.#entries.set(ref, { ref, text, bytes, queued, sent: false, tries: 0, waits: 0, resolve, reject });
      if (connected) this.#next();
    });
  }

  /** A new connection: what was on its way on another may never be answered, and it may send as much as any new one. */
  resume() {
    this.#rest();
    this.#next();
  }

  /** The connection is lost: what it left without an answer says nothing about the sends. */
  pause() {
    this.#rest();
    for (const entry of this.#entries.values()) entry.tries = 0;
  }

  /** @param {import("./protocol.js").Frame} frame */
  received({ answer, failure }) {
    if (failure) this.#failed(failure);
    if (!answer || answer.ref !== this.#frame.ref) return;
    const { entries } = this.#frame;
    this.#frame = NO_FRAME;
    this.#overdue.stop();
    if (answer.error) this.#refused(entries, answer.error);
    else entries.forEach((entry, index) => this.#done(entry).resolve((answer.ids?.[index] ?? answer.id) || ""));
    this.#next();
  }

  /** Nothing of it goes out any more. @param {NotificationError} reason */
  reject(reason) {
    this.#rest();
    for (const { reject } of this.#entries.values()) reject(reason);
    this.#entries.clear();
    this.#frame = NO_FRAME;
  }

  #rest() {
    this.#overdue.stop();
    this.#wait.stop();
  }

  #next() {
    if (this.#overdue.running || this.#wait.running) return;
    const entries = this.#first();
    if (!entries.length) return;
    const ref = entries.length > 1 ? this.#nextRef() : entries[0].ref;
    if (!this.#connection.send(encodeSends(entries[0].queued, entries.map(({ text }) => text), ref))) return;
    for (const entry of entries) entry.sent = true;
    this.#frame = { ref, entries };
    this.#overdue.start(this.#settings.answerMs);
  }

  /** What the next frame takes: several, if none of them has gone out before. */
  #first() {
    /** @type {Entry[]} */
    const first = [];
    let bytes = AROUND_BYTES;
    for (const entry of this.#entries.values()) {
      bytes += entry.bytes;
      const alike = !first.length || (!entry.sent && !first[0].sent && entry.queued === first[0].queued);
      if (!alike || first.length === TOGETHER || (first.length && bytes > FRAME_BYTES)) break;
      first.push(entry);
    }
    return first;
  }

  /** @param {Entry[]} entries @param {import("./protocol.js").Refusal} refusal */
  #refused(entries, refusal) {
    const later = refusal.code === "too_many_messages" && entries.every((entry) => ++entry.waits < TRIES);
    if (later) this.#wait.start(waitMs(refusal));
    // Together again, since nothing was wrong with any of them.
    for (const entry of entries) entry.sent = !later;
    if (!later && entries.length === 1) this.#done(entries[0]).reject(new NotificationError(refusal.code, refusal.message));
  }

  /** @param {Entry} entry */
  #done(entry) {
    this.#entries.delete(entry.ref);
    return entry;
  }

  #unanswered() {
    for (const entry of this.#frame.entries)
      if (++entry.tries >= TRIES) this.#done(entry).reject(new NotificationError("unanswered", `Sent ${TRIES} times: ${this.#lastFailure}`));
    this.#connection.check();
    this.#next();
  }

  /** The gateway does not say what it answers; if it is the sends, they go out again soon. @param {unknown} message */
  #failed(message) {
    this.#lastFailure = message;
    if (this.#overdue.running) this.#overdue.start(backoff(1, this.#settings.random, this.#settings));
  }
}
