import { NotificationError } from "./error.js";
import { isPosition } from "./protocol.js";

/** @typedef {import("./protocol.js").Positions} Positions */

/** The positions in the application's storage, where it gave one. A broken storage never breaks delivery. */
export class Memory {
  #settings;
  /** @type {string | undefined} */
  #key;

  /** @param {import("./options.js").Settings} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /**
   * Whose positions these are: two users or rooms in one tab never meet each other's.
   * @param {string | undefined} identity
   */
  bind(identity) {
    const { storage, storageKey, url, warn } = this.#settings;
    this.#key = identity ? `${storageKey ?? `hermes ${url}`} ${identity}` : storageKey;
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
