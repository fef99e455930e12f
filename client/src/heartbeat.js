import { between } from "./backoff.js";
import { Timer } from "./timer.js";

/** @typedef {import("./protocol.js").StreamName} StreamName */

/**
 * Asks the server after silence. Each stream counts for itself: a busy room would otherwise hide for hours that the
 * user's last notification was lost. The interval stays below the gateway's idle limit of 10 minutes, even when a
 * browser delays the timers of a hidden page by a minute.
 */
export class Heartbeat {
  #settings;
  /** @type {Timer} */
  #timer;
  #beat;
  #intervalMs = 0;
  /** @type {Record<string, number>} */
  #heardAt = { room: 0, user: 0 };

  /**
   * @param {import("./options.js").Settings} settings
   * @param {() => void} beat
   */
  constructor(settings, beat) {
    this.#settings = settings;
    this.#beat = beat;
    this.#timer = new Timer(settings, () => this.#due());
  }

  /** Both streams are known to be complete now. */
  start() {
    this.#heardAt.room = this.#heardAt.user = this.#settings.now();
    this.#intervalMs = between(this.#settings.heartbeatMs, this.#settings.random);
    this.#timer.start(this.#intervalMs);
  }

  /** @param {StreamName} stream */
  heard(stream) {
    this.#heardAt[stream] = this.#settings.now();
  }

  stop() {
    this.#timer.stop();
  }

  #due() {
    const silentMs = this.#settings.now() - Math.min(this.#heardAt.room, this.#heardAt.user);
    // A clock that was set back would otherwise postpone the next beat for as long.
    if (silentMs >= 0 && silentMs < this.#intervalMs) return this.#timer.start(this.#intervalMs - silentMs);
    this.#timer.start(this.#intervalMs);
    this.#beat();
  }
}
