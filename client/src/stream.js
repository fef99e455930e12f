/** @typedef {import("./protocol.js").Notification} Notification */
/** @typedef {import("./protocol.js").Position} Position */

/** @param {string} epoch @param {number} offset */
const key = (epoch, offset) => `${offset}@${epoch}`;

/**
 * Neither had heard of its first notification, when it was asked and when it answered. One may have come since.
 * @param {Position} position the server's @param {Position} [asked] ours
 */
const unborn = (position, asked) => position.epoch === "" && asked?.epoch === "";

/** Puts one stream in order: holds what is early, drops what is old, and knows when something is missing. No timers. */
export class Stream {
  /** @type {Position | undefined} the last one handed over; unknown before the first answer */
  #position;
  /** The highest offset that is known to exist. */
  #head = 0;
  /** @type {Map<string, Notification>} */
  #held = new Map();

  /** @param {Position} [position] */
  constructor(position) {
    this.#position = position;
    this.#head = position?.offset ?? 0;
  }

  get position() {
    return this.#position;
  }

  /** Whether something is missing. What is held then is early, or of another epoch. */
  get behind() {
    return this.#position !== undefined && (this.#position.offset < this.#head || this.#held.size > 0);
  }

  /** @param {Notification} notification */
  accept(notification) {
    const { epoch, offset } = notification;
    this.#reach({ epoch, offset });
    if (epoch === this.#position?.epoch && offset <= this.#position.offset) return;
    this.#held.set(key(epoch, offset), notification);
  }

  /** What is next, one after the other. The position moves with each. */
  *ready() {
    while (this.#position) {
      const { epoch, offset } = this.#position;
      const next = this.#held.get(key(epoch, offset + 1));
      if (!next) return;
      this.#held.delete(key(epoch, offset + 1));
      this.#position = { epoch, offset: offset + 1 };
      yield next;
    }
  }

  /**
   * The server has sent everything up to here.
   * @param {Position} position
   * @param {Position} [asked] ours when the server was asked
   * @returns {boolean} false if that is another stream than the one that was asked for
   */
  recovered(position, asked) {
    if (unborn(position, asked)) return true;
    this.#reach(position);
    if (position.epoch !== this.#position?.epoch) return false;
    for (const [at, held] of this.#held) if (held.epoch !== position.epoch) this.#held.delete(at);
    return true;
  }

  /**
   * Goes on from here; what lies between is lost, except what is held of it.
   * @param {Position} position the server's
   * @param {Position} [asked] ours when the server was asked
   * @returns {Notification[]} what was held up to there, in order
   */
  rebase(position, asked) {
    const now = this.#position;
    // Live notifications may have overtaken the answer. But a server that was behind us already has lost its past.
    const overtaken = asked && now && (unborn(position, asked) || (now.epoch === position.epoch && asked.offset <= position.offset));
    const offset = overtaken ? Math.max(now.offset, position.offset) : position.offset;
    const life = overtaken ? now.epoch : position.epoch;
    const held = [...this.#held.values()].filter(({ epoch }) => epoch === life || life === "").sort((a, b) => a.offset - b.offset);
    this.#position = { epoch: life, offset };
    this.#head = offset;
    this.#held.clear();
    for (const one of held) if (one.offset > offset) this.accept(one);
    return held.filter((one) => one.offset <= offset);
  }

  /** @param {Position} position */
  #reach({ epoch, offset }) {
    if (!this.#position) return;
    // The stream did not exist when we asked: it begins with its first notification.
    if (this.#position.epoch === "" && offset > 0) this.#position = { epoch, offset: 0 };
    if (this.#position.epoch === epoch) this.#head = Math.max(this.#head, offset);
  }
}
