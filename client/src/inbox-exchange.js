import { backoff } from "./backoff.js";
import { NotificationError } from "./index.js";
import { waitMs } from "./protocol.js";
import { Timer } from "./timer.js";

/** How often a message may be left without an answer, or answered with a fault, before it has failed. */
const TRIES = 5;

const TOO_MANY = "too_many_messages";
/** The server says with these that the same can succeed later. */
const PASSING = [TOO_MANY, "unavailable", "internal", "token_expired"];

/**
 * @typedef {object} Entry
 * @property {string} text
 * @property {boolean} sent and not answered
 * @property {number} tries
 * @property {Timer} timer
 * @property {(answer: any) => void} done
 * @property {(reason: NotificationError) => void} failed
 */

/**
 * Messages about an inbox that wait for their answers. Each is repeated with the same `ref` until it has one, also on the
 * next connection: the server does once what it is told twice.
 */
export class Exchange {
  #core;
  /** @type {Map<string, Entry>} */
  #entries = new Map();

  /** @param {import("./room.js").ExtensionCore} core */
  constructor(core) {
    this.#core = core;
  }

  /**
   * @param {object} message
   * @param {(answer: any) => void} done
   * @param {(reason: NotificationError) => void} failed
   * @returns {() => void} forgets it
   */
  request(message, done, failed) {
    const ref = this.#core.nextRef();
    const timer = new Timer(this.#core.settings, () => this.#again(ref, entry));
    /** @type {Entry} */
    const entry = { text: JSON.stringify({ ...message, room_id: this.#core.room_id, ref }), sent: false, tries: 0, timer, done, failed };
    this.#entries.set(ref, entry);
    this.#transmit(entry);
    return () => this.#take(ref);
  }

  /** @param {string} ref */
  asked(ref) {
    return this.#entries.has(ref);
  }

  /** A new connection: what was asked on another may never be answered. */
  resume() {
    for (const entry of this.#entries.values()) this.#transmit(entry);
  }

  /** The connection is lost, which says nothing about the messages. */
  pause() {
    for (const entry of this.#entries.values()) {
      entry.timer.stop();
      entry.tries = 0;
    }
  }

  /** @param {any} frame */
  received(frame) {
    const { ref, error, message } = frame;
    // API Gateway's own error does not say what it answers; if it is one of these, it goes out again soon.
    if (message && !ref) for (const { sent, timer } of this.#entries.values()) if (sent) timer.start(this.#soonMs());
    const entry = this.#entries.get(ref);
    if (!entry) return;
    entry.sent = false;
    if (error && PASSING.includes(error.code) && (error.code === TOO_MANY || ++entry.tries < TRIES)) return entry.timer.start(waitMs(error));
    this.#take(ref);
    if (error) entry.failed(new NotificationError(error.code, error.message));
    else entry.done(frame);
  }

  /** @param {NotificationError} reason */
  reject(reason) {
    for (const [ref, { failed }] of [...this.#entries]) {
      this.#take(ref);
      failed(reason);
    }
  }

  /** @param {string} ref */
  #take(ref) {
    this.#entries.get(ref)?.timer.stop();
    this.#entries.delete(ref);
  }

  /** @param {Entry} entry */
  #transmit(entry) {
    entry.timer.stop();
    entry.sent = this.#core.connection.send(entry.text);
    if (entry.sent) entry.timer.start(this.#core.settings.answerMs);
  }

  /** @param {string} ref @param {Entry} entry */
  #again(ref, entry) {
    if (entry.sent && ++entry.tries >= TRIES) {
      this.#take(ref);
      return entry.failed(new NotificationError("unanswered", `Sent ${TRIES} times: no answer came`));
    }
    if (entry.sent) this.#core.connection.check();
    this.#transmit(entry);
  }

  #soonMs() {
    const { settings } = this.#core;
    return backoff(1, settings.random, settings);
  }
}
