import { connect, createServer } from "node:net";

/**
 * A bad network for one client: passes bytes on, until it swallows them, resets every connection or lets nobody in. What
 * it has swallowed arrives late, as after a train's tunnel.
 */
export class Proxy {
  #server;
  /** @type {Set<import("node:net").Socket>} */
  #sockets = new Set();
  /** @type {(() => void)[]} what happened on the way meanwhile */
  #swallowed = [];
  #swallowing = false;
  #refusing = false;

  /** @param {number} port where the connections go on this machine */
  constructor(port) {
    this.#server = createServer((near) => {
      if (this.#refusing) return near.resetAndDestroy();
      const far = connect(port, "127.0.0.1");
      this.#pass(near, far);
      this.#pass(far, near);
    });
  }

  /** @returns {Promise<number>} its port */
  async open() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", () => resolve(undefined)));
    return /** @type {import("node:net").AddressInfo} */ (this.#server.address()).port;
  }

  /** @param {boolean} swallowing */
  swallow(swallowing) {
    this.#swallowing = swallowing;
    if (!swallowing) for (const happen of this.#swallowed.splice(0)) happen();
  }

  /** @param {boolean} refusing */
  refuse(refusing) {
    this.#refusing = refusing;
    if (refusing) this.reset();
  }

  reset() {
    this.#swallowed = [];
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  close() {
    this.#server.close();
    this.reset();
  }

  /** @param {import("node:net").Socket} from @param {import("node:net").Socket} to */
  #pass(from, to) {
    this.#sockets.add(from);
    from.on("data", (bytes) => this.#do(() => to.write(bytes)));
    // An error is always followed by a close.
    from.on("error", () => {});
    from.on("close", () => {
      this.#sockets.delete(from);
      this.#do(() => to.end());
    });
  }

  /** @param {() => void} happen */
  #do(happen) {
    if (this.#swallowing) this.#swallowed.push(happen);
    else happen();
  }
}
