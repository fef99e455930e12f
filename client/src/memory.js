import { NotificationError } from "./error.js";
import { isPosition } from "./protocol.js";

/** @typedef {import("./protocol.js").Positions} Positions */

/** The positions in the application's storage, where it gave one. A broken storage never breaks delivery. */
export class Memory {
  #settings;
  #room;
  /** @type {string | undefined} */
  #key;

  /** @param {import("./options.js").Settings} settings @param {string} [room] a further one; none: that of the token */
  constructor(settings, room) {
    this.#settings = settings;
    this.#room = room;
  }

  /**
   * Whose positions these are: two users or rooms in one tab never meet each other's.
   * @param {string | undefined} identity
   */
  bind(identity) {
    const { storage, storageKey, url, warn } = this.#settings;
    const owner = this.#room === undefined ? identity : JSON.stringify([...(identity ? [JSON.parse(identity)[0]] : []), this.#room]);
    this.#key = identity || storageKey ? [storageKey ?? `hermes ${url}`, owner].filter(Boolean).join(" ") : undefined;
    if (storage && !this.#key)
      warn("The position is not kept: the token does not say for which user and room it is. Give them a storageKey of their own.");
  }

  /** @returns {Positions | undefined} nothing if nothing was kept; throws if something was kept and cannot be read */
  recall() {
    if (!this.#key) return undefined;
    try {
      const text = this.#settings.storage?.getItem(this.#key) ?? null;
      if (text === null) return undefined;
      const { room, user } = JSON.parse(text);
      if (isPosition(room) && isPosition(user)) return { room, user };
      throw new TypeError(`${text} is no position`);
    } catch (error) {
      throw new NotificationError("position_unreadable", error);
    }
  }

  /** From now on nothing is kept. */
  forget() {
    const { storage, warn } = this.#settings;
    try {
      if (this.#key) storage?.removeItem?.(this.#key);
    } catch (error) {
      warn("The position is not forgotten, since the storage refuses it:", error);
    }
    this.#key = undefined;
  }

  /** @param {Positions} positions */
  remember(positions) {
    if (!this.#key) return;
    try {
      this.#settings.storage?.setItem(this.#key, JSON.stringify(positions));
    } catch (error) {
      this.#settings.warn("The position is not kept, since the storage refuses it:", error);
    }
  }
}
