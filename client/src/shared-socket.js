import { between } from "./backoff.js";
import { Hub } from "./shared-hub.js";
import { Timer } from "./timer.js";

/**
 * What the sockets of one `sharedWebSocket` share, and what they use of the platform.
 * @typedef {object} Share
 * @property {new (url: string, protocols: string[]) => import("./index.js").SocketLike} WebSocket
 * @property {Pick<LockManager, "request">} locks
 * @property {new (name: string) => Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">} BroadcastChannel
 * @property {(fire: () => void, delayMs: number) => unknown} setTimeout
 * @property {(id: any) => void} clearTimeout
 * @property {() => number} random
 * @property {Map<string, Hub>} hubs by name: the last that had the connection here
 * @property {Set<SharedSocket>} sockets that have not ended
 */

const [CONNECTING, OPEN, CLOSED] = [0, 1, 3];
/** As browsers say that a connection was lost. */
const LOST = 1006;

/** A hub answers at once, also in a tab that nobody looks at. Who hears nothing for so long takes the connection over. */
const SILENCE_MS = /** @type {const} */ ([5_000, 8_000]);
/** How often a tab that is looked at asks whether the hub is there. */
const PING_MS = 10_000;
/** How often, and after how long each time, a client is asked to leave a hub that was replaced, before it has to. */
const REQUESTS = 4;
const REQUEST_MS = 15_000;

/**
 * One client's end of a connection that several tabs share: to the client it is a WebSocket.
 *
 * The tab with the lock has the hub. A lock ends with its tab, however that ends, and then the next one in the row has it.
 * That one was using the hub which is gone, so to it, as to all others, its connection is lost: the clients connect again,
 * and resume from their own positions. A hub is replaced in the same way when its connection has grown old, but by stealing
 * the lock: then both are there until all clients have moved.
 */
export class SharedSocket {
  onopen = /** @type {any} */ (null);
  onmessage = /** @type {any} */ (null);
  onclose = /** @type {any} */ (null);
  onerror = null;
  onrenew = /** @type {any} */ (undefined);
  readyState = CONNECTING;
  #share;
  name;
  #address;
  #id;
  #channel;
  /** @type {string | undefined} the hub that has taken it */
  #hub;
  /** @type {Hub | undefined} */
  #own;
  #ended = new AbortController();
  #silence;
  #ping;
  #replaced;
  #requests = 0;

  /** @param {Share} share @param {string} name @param {string} url @param {string[]} protocols */
  constructor(share, name, url, protocols) {
    this.#share = share;
    this.name = name;
    this.#address = /** @type {const} */ ([url, protocols]);
    this.#id = `${share.random()}`.slice(2);
    this.#silence = new Timer(share, () => this.#silent());
    this.#ping = new Timer(share, () => this.#ask());
    this.#replaced = new Timer(share, () => this.#move());
    this.#channel = new share.BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#received(data);
    share.sockets.add(this);
    const { signal } = this.#ended;
    globalThis.addEventListener?.("pagehide", () => this.#sleep(), { signal });
    globalThis.document?.addEventListener("freeze", () => this.#sleep(), { signal });
    // The hub learns by this lock when the tab is gone.
    this.#hold(`${name} ${this.#id}`, { signal }, () => this.#begin());
  }

  /** @param {string} text */
  send(text) {
    this.#post("send", { text });
  }

  close() {
    this.#end(1000);
  }

  #begin() {
    // The client's own one is there, so this socket is the successor: there is to be another connection.
    if (this.#share.hubs.get(this.name)?.leads) return this.#lead();
    this.#hold(this.name, { signal: this.#ended.signal }, () => (this.#hub ? this.#end(LOST) : this.#lead().lead()));
    this.#attach();
  }

  #lead() {
    this.#own = new Hub(this.#share, this.name, ...this.#address);
    this.#attach(this.#own.id);
    return this.#own;
  }

  /** @param {string} [hub] none: the one that leads */
  #attach(hub) {
    if (!this.#own) this.#silence.start(between(SILENCE_MS, this.#share.random));
    this.#post("attach", { hub });
  }

  /** @param {any} message of a hub */
  #received({ kind, hub, port, except, text, code, leads }) {
    if (kind === "here") return this.#heardOf(hub);
    if ((port && port !== this.#id) || except === this.#id) return;
    if (kind === "taken") this.#taken(hub);
    if (hub !== this.#hub) return;
    if (kind === "open") this.#opened();
    else if (kind === "frame" && this.readyState === OPEN) this.onmessage?.({ data: text });
    else if (kind === "closed") this.#end(code);
    else if (kind === "pong") this.#answered(leads);
  }

  /** @param {string} hub */
  #taken(hub) {
    // One that was stopped for a while answers what was asked before.
    const mine = this.#own?.id ?? this.#hub;
    if (mine && hub !== mine) return this.#post("detach", { hub });
    this.#silence.stop();
    this.#hub = hub;
  }

  /** @param {boolean} leads */
  #answered(leads) {
    this.#silence.stop();
    // A page that was stopped for a while may not have heard of it.
    if (!leads && !this.#replaced.running) this.#leave();
  }

  /** @param {string} hub that leads from now on */
  #heardOf(hub) {
    if (!this.#hub && !this.#own) this.#attach();
    else if (this.#hub && hub !== this.#hub) this.#leave();
  }

  /** The hub was replaced. */
  #leave() {
    if (this.readyState === CONNECTING) return this.#end(LOST);
    this.#requests = 0;
    this.#move();
  }

  #move() {
    if (this.#requests++ === REQUESTS) return this.#end(LOST);
    this.#replaced.start(REQUEST_MS);
    // Passed over by a client that is about to, perhaps to the one that was replaced.
    this.onrenew?.();
  }

  #opened() {
    if (this.readyState !== CONNECTING) return;
    this.readyState = OPEN;
    if (!this.#own) this.#ping.start(PING_MS);
    else if (!this.#own.leads) this.#steal();
    this.onopen?.({});
  }

  #steal() {
    this.#hold(this.name, { steal: true }, () => (this.#own ?? this.#lead()).lead());
  }

  #ask() {
    this.#ping.start(PING_MS);
    if (globalThis.document?.hidden) return;
    this.#post("ping");
    this.#silence.start(between(SILENCE_MS, this.#share.random));
  }

  #silent() {
    if (this.#hub) this.#end(LOST);
    else this.#steal();
  }

  /** A page that is stopped gives way to the others. It comes back when its timers run again. */
  #sleep() {
    this.#own?.close();
    this.#end(LOST);
  }

  /** @param {string} kind @param {object} [more] */
  #post(kind, more) {
    if (this.readyState !== CLOSED) this.#channel.postMessage({ kind, hub: this.#hub, port: this.#id, ...more });
  }

  /**
   * Until it has ended, or somebody steals it.
   * @param {string} name @param {LockOptions} options @param {() => void} granted
   */
  async #hold(name, options, granted) {
    const { signal } = this.#ended;
    let held = false;
    try {
      await this.#share.locks.request(name, options, () => {
        held = true;
        if (!signal.aborted) granted();
        // What is granted may be the end.
        return signal.aborted ? undefined : new Promise((resolve) => signal.addEventListener("abort", resolve));
      });
    } catch (/** @type {any} */ error) {
      if (signal.aborted) return;
      if (error?.name === "AbortError") this.#stolen();
      else if (held) this.#end(LOST);
      else this.#alone();
    }
  }

  /** A browser that lets this page have no locks: it has a connection of its own. */
  #alone() {
    try {
      if (!this.#own) this.#lead();
    } catch {
      this.#end(LOST);
    }
  }

  #stolen() {
    this.#own?.retire();
    this.#leave();
  }

  /** @param {number} code */
  #end(code) {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#ended.abort();
    this.#share.sockets.delete(this);
    for (const timer of [this.#silence, this.#ping, this.#replaced]) timer.stop();
    this.#own?.leave();
    this.#channel.close();
    this.onclose?.({ code });
  }
}
