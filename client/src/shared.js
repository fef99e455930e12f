import { claimsOf, identityOf } from "./identity.js";
import { platformSocket } from "./platform.js";
import { show } from "./rules.js";
import { SharedSocket } from "./shared-socket.js";

/** Tabs with another form of messages among themselves, as after an update, have another. */
const VERSION = 1;

/**
 * @param {import("./shared.js").SharedOptions & Partial<import("./shared-socket.js").Share> & { logger?: Pick<Console, "warn"> }} [options]
 * @returns {any} typed in shared.d.ts
 */
export function sharedWebSocket({ key, ...given } = {}) {
  if (key !== undefined && !(typeof key === "string" && key)) throw new TypeError(`sharedWebSocket: the option key is ${show(key)}, expected a text`);
  /** @type {any} */
  const platform = globalThis;
  const { WebSocket = platformSocket(), locks = platform.navigator?.locks, BroadcastChannel = platform.BroadcastChannel, logger = console } = given;
  if (!WebSocket || !locks || !BroadcastChannel) return WebSocket;
  /** @type {import("./shared-socket.js").Share} */
  const share = { random: Math.random, setTimeout: platform.setTimeout.bind(platform), clearTimeout: platform.clearTimeout.bind(platform), ...given, WebSocket, locks, BroadcastChannel, hubs: new Map(), sockets: new Set() };
  /** @type {Set<string>} */
  const warned = new Set();
  const warn = (/** @type {string} */ text) => warned.has(text) || (warned.add(text), logger.warn(text));
  return class {
    /** @param {string} url @param {string[]} protocols */
    constructor(url, protocols) {
      const name = nameOf(url, protocols, key);
      if (name) {
        // A client has two at most, of which one is about to take over. Those of two clients replace each other all the time.
        if ([...share.sockets].filter((socket) => socket.name === name).length > 1) warn("Two clients of this page have the same connection to share and replace each other's. Expected one client for each user and home room.");
        return new SharedSocket(share, name, url, protocols);
      }
      warn("The connection is not shared: the token does not say for which user and room it is. Give sharedWebSocket a key that does.");
      return new WebSocket(url, protocols);
    }
  };
}

/**
 * What all tabs have in common that share: the address, the user, the home room and the rights. A key only adds to what the
 * token says: with one that is not of the user, nothing of another user may arrive.
 * @param {string} url @param {string[]} protocols @param {string | undefined} key
 */
function nameOf(url, protocols, key) {
  const token = protocols[1]?.replace("hermes.token.", "") ?? /[?&]token=([^&]*)/.exec(url)?.[1] ?? "";
  const { iss, sub, send, rooms } = claimsOf(token);
  const who = identityOf(token);
  return (key || who) && `hermes ${VERSION} ${JSON.stringify([url.replace(/[?&]token=.*/, ""), key, who, iss, sub, send, rooms])}`;
}
