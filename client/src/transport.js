const OPEN = 1;
const IGNORE = () => {};

/** One WebSocket. After `close()` it says nothing more, whatever the socket still does. */
export class Transport {
  #socket;

  /**
   * @param {new (url: string, protocols: string[]) => import("./index.js").SocketLike} WebSocket
   * @param {string} url
   * @param {string[]} protocols
   * @param {{ opened(): void, received(text: string): void, ended(closeCode: number): void }} on
   */
  constructor(WebSocket, url, protocols, on) {
    const socket = (this.#socket = new WebSocket(url, protocols));
    socket.onopen = () => on.opened();
    socket.onmessage = (event) => on.received(event.data);
    // An error says nothing and is always followed by a close.
    socket.onerror = IGNORE;
    socket.onclose = (event) => on.ended(event.code);
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it was handed to an open socket
   */
  send(text) {
    if (this.#socket.readyState !== OPEN) return false;
    this.#socket.send(text);
    return true;
  }

  close() {
    // The error handler stays: without one, Node's sockets throw when they are closed during the handshake.
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close(1000);
  }
}
