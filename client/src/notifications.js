import { Client } from "./client.js";

const METHODS = /** @type {const} */ (["on", "onState", "onRenewed", "onStale", "send", "when", "connect", "disconnect", "close", "extend"]);

/**
 * What the application holds. Its functions need no `this`, so that a proxy around it (Vue's `reactive`, Pinia) works,
 * and it is of a class, so that libraries which copy plain objects leave it alone.
 */
class Notifications {
  /** @param {Client} client */
  constructor(client) {
    Object.defineProperty(this, "state", { get: () => client.state, enumerable: true, configurable: true });
    for (const name of METHODS) Object.assign(this, { [name]: client[name].bind(client) });
  }
}

/** @param {import("./index.js").Address} url @param {import("./index.js").Options} options @returns {any} typed in index.d.ts */
export const connect = (url, options) => new Notifications(new Client(url, options));
