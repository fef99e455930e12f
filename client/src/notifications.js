import { Client } from "./client.js";

/**
 * What the application holds. Its functions need no `this`, so that a proxy around it (Vue's `reactive`, Pinia) works,
 * and it is of a class, so that libraries which copy plain objects leave it alone.
 */
class Notifications {
  /** @param {Client} client */
  constructor(client) {
    Object.defineProperty(this, "state", { get: () => client.state, enumerable: true, configurable: true });
    this.on = client.on.bind(client);
    this.onState = client.onState.bind(client);
    this.onRenewed = client.onRenewed.bind(client);
    this.onStale = client.onStale.bind(client);
    this.send = client.send.bind(client);
    this.when = client.when.bind(client);
    this.connect = client.connect.bind(client);
    this.disconnect = client.disconnect.bind(client);
    this.close = client.close.bind(client);
  }
}

/** @param {import("./index.js").Address} url @param {import("./index.js").Options} options @returns {any} typed in index.d.ts */
export const connect = (url, options) => new Notifications(new Client(url, options));
