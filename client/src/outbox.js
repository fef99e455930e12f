import { backoff } from "./backoff.js";
import { NotificationError } from "./error.js";
import { encodeSend } from "./protocol.js";
import { Timer } from "./timer.js";

/** The gateway ends a connection that sends a larger frame, and browsers cannot split theirs. */
const FRAME_BYTES = 32 * 1024;

/** How often a send goes out before it fails: one that the server never answers must not be repeated for ever. */
const TRIES = 5;

/**
 * @typedef {object} Entry
 * @property {string} text
 * @property {number} tries
 * @property {(id: string) => void} resolve
 * @property {(reason: NotificationError) => void} reject
 */

/** What was sent and not yet answered. Repeating it is safe: the server delivers each `ref` once. */
export class Outbox {
  #settings;
  #nextRef;
  #on;
  /** @type {Map<string, Entry>} in the order of sending */
  #entries = new Map();
  #repeat;
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
    this.#repeat = new Timer(settings, () => {
      on.unanswered();
      this.flush();
    });
  }

  /**
   * @param {unknown} data
   * @param {{ to?: (string | number)[], queued?: boolean }} options
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
    if (this.#entries.size >= queueLimit)
      throw new NotificationError("queue_full", `${queueLimit} already wait`);
    return new Promise((resolve, reject) => {
      const entry = { text, tries: 0, resolve, reject };
      this.#entries.set(ref, entry);
      if (connected) this.#go(ref, entry);
    });
  }

  /** Sends everything unanswered (again). */
  flush() {
    this.#repeat.stop();
    for (const [ref, entry] of this.#entries) this.#go(ref, entry);
  }

  pause() {
    this.#repeat.stop();
  }

  /** @param {import("./protocol.js").Frame} frame */
  received({ answer, failure }) {
    if (failure) this.#failed(failure);
    const entry = answer && this.#entries.get(answer.ref);
    if (!entry) return;
    this.#entries.delete(answer.ref);
    if (!this.#entries.size) this.#repeat.stop();
    if (answer.error) entry.reject(new NotificationError(answer.error.code, answer.error.message));
    else entry.resolve(answer.id ?? "");
  }

  /** @param {NotificationError} reason */
  close(reason) {
    this.#repeat.stop();
    for (const { reject } of this.#entries.values()) reject(reason);
    this.#entries.clear();
  }

  /** The gateway does not say which one failed: all of them go out again. @param {unknown} message */
  #failed(message) {
    this.#lastFailure = message;
    if (this.#entries.size) this.#repeat.start(backoff(1, this.#settings.random, this.#settings));
  }

  /** @param {string} ref @param {Entry} entry */
  #go(ref, entry) {
    if (entry.tries >= TRIES) {
      this.#entries.delete(ref);
      entry.reject(new NotificationError("unanswered", `Sent ${TRIES} times: ${this.#lastFailure}`));
    } else if (this.#on.transmit(entry.text)) {
      entry.tries++;
      if (!this.#repeat.running) this.#repeat.start(this.#settings.answerMs);
    }
  }
}
