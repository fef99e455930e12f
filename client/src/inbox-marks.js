import { NotificationError } from "./index.js";
import { messageOf, rangesIn, together } from "./inbox-state.js";

/** @typedef {import("./inbox-state.js").Mark} Mark */

/** The server takes as many in one mark and keeps no more, and with offsets of ten digits they fit into a frame. */
const MOST_RANGES = 500;

/** @typedef {{ mark: Mark, resolve: () => void, reject: (reason: NotificationError) => void }} Made */

/**
 * What the user has marked and the server has not yet confirmed. One message at a time: what is marked meanwhile, or
 * without a connection, is merged into the next one. If that is refused, each of them goes by itself, and so learns what
 * became of it.
 */
export class Marks {
  #exchange;
  #changed;
  /** @type {Made[]} in the order of marking */
  #made = [];
  /** How many of them, from the first on, are on their way. */
  #sent = 0;
  /** How many of them go by themselves. */
  #alone = 0;
  /** Whether there is a connection: without one more may come to be merged. */
  open = false;

  /** @param {import("./inbox-exchange.js").Exchange} exchange @param {(refused?: NotificationError) => void} changed */
  constructor(exchange, changed) {
    this.#exchange = exchange;
    this.#changed = changed;
  }

  /** @returns {Mark[]} */
  get all() {
    return this.#made.map(({ mark }) => mark);
  }

  /**
   * @param {Mark} mark
   * @param {NotificationError} [ended] why it cannot go out any more
   * @returns {Promise<void>} rejects with a NotificationError; nobody has to listen
   */
  add(mark, ended) {
    const promise = new Promise((resolve, reject) => {
      if (ended) reject(ended);
      else if (rangesIn(mark) > MOST_RANGES) reject(new NotificationError("too_many_ranges", `${rangesIn(mark)} ranges, the server takes ${MOST_RANGES}`));
      else this.#made.push({ mark, resolve: () => resolve(undefined), reject });
    });
    promise.catch(() => {});
    this.#changed();
    this.next();
    return promise;
  }

  next() {
    if (!this.open || this.#sent || !this.#made.length) return;
    let mark = this.#made[0].mark;
    let count = 1;
    for (const { mark: more } of this.#alone ? [] : this.#made.slice(1)) {
      const both = together(mark, more);
      if (rangesIn(both) > MOST_RANGES) break;
      mark = both;
      count++;
    }
    this.#sent = count;
    this.#exchange.request(messageOf(mark), () => this.#settled(), (reason) => this.#settled(reason));
  }

  /** @param {NotificationError} reason */
  reject(reason) {
    for (const { reject } of this.#made) reject(reason);
    this.#made = [];
    this.#sent = this.#alone = 0;
  }

  /** @param {NotificationError} [reason] */
  #settled(reason) {
    const count = this.#sent;
    this.#sent = 0;
    if (reason && count > 1) this.#alone = count;
    else {
      this.#alone = Math.max(0, this.#alone - count);
      for (const { resolve, reject } of this.#made.splice(0, count)) reason ? reject(reason) : resolve();
      this.#changed(reason);
    }
    this.next();
  }
}
