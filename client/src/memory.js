import { NotificationError, textOf } from "./error.js";
import { isPosition } from "./protocol.js";

/** @typedef {import("./protocol.js").Positions} Positions */

/** Keeps the positions in the application's storage, where it gave one. A broken storage never breaks delivery. */
export class Memory {
  #storage;
  #key;
  #logger;

  /** @param {Pick<import("./options.js").Settings, "storage" | "storageKey" | "logger">} settings */
  constructor({ storage, storageKey, logger }) {
    this.#storage = storage;
    this.#key = storageKey;
    this.#logger = logger;
  }

  /** @returns {Positions | undefined} nothing if nothing was kept; throws if something was kept and cannot be read */
  load() {
    const text = this.#read();
    if (text === null) return undefined;
    const { room, user } = this.#parse(text);
    if (isPosition(room) && isPosition(user)) return { room, user };
    throw new NotificationError("position_unreadable", `The kept position "${text}" is not one of this client's.`);
  }

  /** @param {Partial<Positions>} positions */
  save(positions) {
    if (!this.#storage) return;
    try {
      this.#storage.setItem(this.#key, JSON.stringify(positions));
    } catch (cause) {
      this.#logger.warn(`The position was not kept: ${textOf(cause)}. After a reload notifications may come twice.`);
    }
  }

  #read() {
    try {
      return this.#storage?.getItem(this.#key) ?? null;
    } catch (cause) {
      throw new NotificationError("position_unreadable", `The storage cannot be read: ${textOf(cause)}.`, { cause });
    }
  }

  /** @param {string} text */
  #parse(text) {
    try {
      return JSON.parse(text) ?? {};
    } catch {
      return {};
    }
  }
}
