import { backoff } from "./backoff.js";
import { NotificationError } from "./error.js";
import { encodeSend } from "./protocol.js";
import { Timer } from "./timer.js";

/** The gateway ends a connection that sends a larger frame, and browsers cannot split theirs. */
const FRAME_BYTES = 32 * 1024;

/**
 * How often the server may leave a send without an answer before it fails. A connection that is lost is no such time:
 * how often that happens says nothing about the send.
 */
const TRIES = 5;

/**
 * @typedef {object} Entry
 * @property {string} text
 * @property {number} tries
 * @property {(id: string) => void} resolve
 * @property {(reason: NotificationError) => void} reject
 */

/**
 * What was sent and not yet answered. Repeating it is safe: the server delivers each `ref` once.
 *
 * One at a time, each after the answer to the one before: every frame is an invocation of its own, and two of them
 * overtake each other. Should a message of the protocol carry several sends one day, `#next` is where to take more than
 * the first, and `received` where each gets its answer; nothing else knows how many are on their way.
 */
export class Outbox {
  #settings;
  #nextRef;
  #on;
  /** @type {Map<string, Entry>} in the order of sending; only the first is on its way */
  #entries = new Map();
  /** Runs while the first is on its way. */
  #overdue;
  /** @type {unknown} */
  #lastFailure = "no answer came";

  /**
   * @param {import("./options.js").Settings} settings
   * @param {() => string} nextRef
   * @param {{ transmit(text: string): boolean, unanswered(): void }} on `transmit` says whether it went out
   */
  constructor(settings, nextRef, on) {
    this.#settings = settings;
    this.#nextRef = nextRef;
    this.#on = on;
    this.#overdue = new Timer(settings, () => this.#unanswered());
  }

  /**
   * @param {unknown} data
   * @param {import("./index.js").SendOptions} options
   * @param {boolean} connected
   * @returns {Promise<string>} the notification's id
   */
  async send(data, options, connected) {
    const { offline, queueLimit } = this.#settings;
    const ref = this.#nextRef();
    const text = encodeSend(ref, data, options);
    const bytes = new Blob([text]).size;
    if (bytes > FRAME_BYTES) throw new NotificationError("too_large", `${bytes} bytes, the gateway takes ${FRAME_BYTES}`);
    if (!connected && offline === "refuse") throw new NotificationError("offline", "Not connected");
    if (this.#entries.size >= queueLimit) throw new NotificationError("queue_full", `${queueLimit} already wait`);
    return new Promise((resolve, reject) => {
      this.#entries.set(ref, { text, tries: 0, resolve, reject });
      if (connected) this.#next();
    });
  }

  /** A new connection: what was on its way on another may never be answered. */
  resume() {
    this.#overdue.stop();
    this.#next();
  }

  pause() {
    this.#overdue.stop();
  }

  /** @param {import("./protocol.js").Frame} frame */
  received({ answer, failure }) {
    if (failure) this.#failed(failure);
    const entry = answer && this.#entries.get(answer.ref);
    if (!entry) return;
    if (answer.error) entry.reject(new NotificationError(answer.error.code, answer.error.message));
    else entry.resolve(answer.id ?? "");
    this.#done(answer.ref);
  }

  /** Nothing of it goes out any more. @param {NotificationError} reason */
  reject(reason) {
    this.#overdue.stop();
    for (const { reject } of this.#entries.values()) reject(reason);
    this.#entries.clear();
  }

  #next() {
    if (this.#overdue.running) return;
    for (const { text } of this.#entries.values()) {
      if (this.#on.transmit(text)) this.#overdue.start(this.#settings.answerMs);
      return;
    }
  }

  /** @param {string} ref */
  #done(ref) {
    this.#entries.delete(ref);
    this.#overdue.stop();
    this.#next();
  }

  #unanswered() {
    for (const [ref, entry] of this.#entries) {
      if (++entry.tries < TRIES) break;
      entry.reject(new NotificationError("unanswered", `Sent ${TRIES} times: ${this.#lastFailure}`));
      return this.#done(ref);
    }
    this.#on.unanswered();
    this.#next();
  }

  /** The gateway does not say what it answers; if it is the send, it goes out again soon. @param {unknown} message */
  #failed(message) {
    this.#lastFailure = message;
    if (this.#overdue.running) this.#overdue.start(backoff(1, this.#settings.random, this.#settings));
  }
}
