import { NotificationError } from "./error.js";
import { isPosition } from "./protocol.js";

/**
 * The positions in the application's storage, where it gave one. A broken storage never breaks delivery.
 * @typedef {Pick<import("./options.js").Settings, "storage" | "storageKey" | "logger">} Memory
 * @typedef {import("./protocol.js").Positions} Positions
 */

/**
 * @param {Memory} memory
 * @returns {Positions | undefined} nothing if nothing was kept; throws if something was kept and cannot be read
 */
export function recall({ storage, storageKey }) {
  try {
    const text = storage?.getItem(storageKey) ?? null;
    if (text === null) return undefined;
    const { room, user } = JSON.parse(text);
    if (isPosition(room) && isPosition(user)) return { room, user };
    throw new TypeError(`${text} is no position`);
  } catch (error) {
    throw new NotificationError("position_unreadable", error);
  }
}

/** @param {Memory} memory @param {Positions} positions */
export function remember({ storage, storageKey, logger }, positions) {
  try {
    storage?.setItem(storageKey, JSON.stringify(positions));
  } catch (error) {
    logger.warn("The position is not kept:", error);
  }
}
