import { NotificationError } from "./error.js";
import { isPosition } from "./protocol.js";

/** @typedef {import("./protocol.js").Positions} Positions */

/** The positions in the application's storage, where it gave one. A broken storage never breaks delivery. */
export class Memory {
  #settings;
  #room;
  /** @type {string | undefined} */
  #key;

  /** @param {import("./options.js").Settings} settings @param {string} room */
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
    const owner = [identity, this.#room && JSON.stringify(this.#room)];
    this.#key = (storageKey || identity) && [storageKey ?? `hermes ${url}`, ...owner].filter(Boolean).join(" ");
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

  /** @param {Positions} [positions] none: forgets them */
  remember(positions) {
    const { storage, warn } = this.#settings;
    if (!this.#key || !storage) return;
    try {
      if (positions) storage.setItem(this.#key, JSON.stringify(positions));
      else storage.removeItem?.(this.#key);
    } catch (error) {
      warn("The position is not kept, since the storage refuses it:", error);
    }
  }

  /** From now on nothing is kept. */
  forget() {
    this.remember();
    this.#key = undefined;
  }
}
