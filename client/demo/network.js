/**
 * A network that can be cut, for one pane. The page sees its sockets end. The server sees nothing: it goes on
 * delivering into the void, as with a laptop that was carried out of reach. That is the hardest way to be offline.
 */
export class Network {
  /** @type {Set<CuttableSocket>} */
  sockets = new Set();
  cut = false;
  /** @type {() => void} */
  #wake = () => {};

  constructor() {
    const network = this;
    this.WebSocket = class extends CuttableSocket {
      /** @param {string} url @param {string[]} protocols */
      constructor(url, protocols) {
        super(network, url, protocols);
      }
    };
  }

  /** @type {typeof globalThis.fetch} */
  fetch = (...request) => (this.cut ? Promise.reject(new TypeError("The network is cut")) : globalThis.fetch(...request));

  /** What the page's client listens to. @param {() => void} wake */
  onWake = (wake) => {
    this.#wake = wake;
    return () => (this.#wake = () => {});
  };

  /** @param {boolean} cut */
  set(cut) {
    this.cut = cut;
    for (const socket of this.sockets) cut ? socket.sever() : socket.release();
    if (!cut) this.#wake();
  }
}

class CuttableSocket {
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: any) => void) | null} */
  onmessage = null;
  /** @type {((event: any) => void) | null} */
  onclose = null;
  /** @type {((event: any) => void) | null} */
  onerror = null;
  /** @type {WebSocket | undefined} */
  #real;
  #severed = false;
  #network;

  /** @param {Network} network @param {string} url @param {string[]} protocols */
  constructor(network, url, protocols) {
    this.#network = network;
    network.sockets.add(this);
    if (network.cut) {
      setTimeout(() => this.sever(), 200);
      return;
    }
    const real = (this.#real = new WebSocket(url, protocols));
    real.onopen = (event) => this.onopen?.(event);
    real.onmessage = (event) => this.onmessage?.(event);
    real.onclose = (event) => this.#end(event.code);
  }

  get readyState() {
    return this.#severed ? WebSocket.CLOSED : (this.#real?.readyState ?? WebSocket.CONNECTING);
  }

  /** @param {string} text */
  send(text) {
    this.#real?.send(text);
  }

  close() {
    // A cut network carries no goodbye either: the real socket is let go when the network is back.
    if (!this.#severed) this.#real?.close();
  }

  sever() {
    if (this.#severed) return;
    this.#severed = true;
    if (this.#real) this.#real.onopen = this.#real.onmessage = this.#real.onclose = null;
    this.onclose?.({ code: 1006 });
  }

  release() {
    if (!this.#severed) return;
    this.#real?.close();
    this.#network.sockets.delete(this);
  }

  /** @param {number} code */
  #end(code) {
    this.#network.sockets.delete(this);
    this.onclose?.({ code });
  }
}
