import { Deliveries } from "./deliveries.js";
import { NotificationError } from "./error.js";
import { Outbox } from "./outbox.js";
import { STREAMS } from "./protocol.js";
import { Subscribers } from "./subscribers.js";

/**
 * What all rooms of a client share.
 * @typedef {object} Core
 * @property {import("./options.js").Settings} settings
 * @property {() => string} nextRef
 * @property {import("./connection.js").Connection} connection
 * @property {Map<string, any>} rooms by id
 * @property {() => void} settle joins and leaves what has changed, soon
 */

/**
 * What that gets.
 * @typedef {object} ExtensionCore
 * @property {import("./options.js").Settings} settings
 * @property {() => string} nextRef
 * @property {{ ask(): boolean, send(text: string): boolean, check(): void }} connection `send` only in the state `open`
 * @property {(notification: Notification) => void} deliver
 * @property {string | undefined} room_id as messages have it
 */

/**
 * What takes part in a room beside the room itself.
 * @typedef {object} Extension
 * @property {() => { ask: object }} question `ask` goes along with a resume
 * @property {(question: any, answer: import("./protocol.js").RoomAnswer) => void} answered the resume with it
 * @property {(notification: Notification) => void} arrived of an inbox; can come twice, and in any order
 * @property {(frame: any) => void} received what is neither of these, of whatever room
 * @property {(reason: NotificationError) => void} forget from now on it is for another user or room
 */

/** @typedef {import("./protocol.js").Notification} Notification */

/** Frames are delivered at least once, and twice while a connection is renewed; that is soon after one another. */
const REMEMBERED = 300;

export const NO_WEBSOCKET = "There is no WebSocket here, so nothing is connected. On a server, pass one as the option WebSocket if it is to be.";

/** Nothing is delivered or sent in these. */
const ENDED = ["closed", "refused"];

/** What the home room and further ones have in common: handlers, what is received and what is sent. */
export class Room {
  /** What the application wants: to be in it, in one go. Another one is another go; none: it is not to be in. */
  /** @type {object | undefined} */
  turn = {};
  id;
  deliveries;
  outbox;
  /** What it does with the connection. */
  #connection;
  #core;
  #subscribers;
  #events;
  /** @type {any} */
  lastEvent;
  /** @type {string[]} */
  #heard = [];

  /** @param {Core} core @param {string} id */
  constructor(core, id) {
    const { settings, nextRef } = core;
    this.id = id;
    this.#core = core;
    this.#connection = {
      ask: () => core.connection.ask(this),
      send: (/** @type {string} */ text) => this.state === "open" && core.connection.send(text),
      check: () => core.connection.check(),
    };
    this.#subscribers = new Subscribers(settings.logger);
    this.#events = new Subscribers(settings.logger);
    this.deliveries = new Deliveries(settings, {
      notification: (notification) => this.#deliver(notification),
      stale: (reason) => this.#events.call("stale", reason),
      gap: this.#connection.ask,
      arrived: (notification) => this.#once(notification),
    }, STREAMS, id);
    this.outbox = new Outbox(settings, nextRef, this.#connection);
  }

  /** @returns {any} typed in index.d.ts */
  get state() {
    return this.lastEvent?.state ?? "idle";
  }

  /** @returns {NotificationError | undefined} why nothing is delivered and sent any more */
  get ended() {
    return ENDED.includes(this.state) ? this.lastEvent.reason : undefined;
  }

  /** @param {string} type @param {Function} handler */
  on(type, handler) {
    return this.#subscribers.add(type, handler);
  }

  /** @param {Function} handler */
  onState(handler) {
    return this.#events.add("state", handler, this.lastEvent);
  }

  /** @param {Function} handler */
  onRenewed(handler) {
    return this.#events.add("renewed", handler);
  }

  /** @param {Function} handler */
  onStale(handler) {
    return this.#events.add("stale", handler);
  }

  /** @param {unknown} data @param {import("./index.js").SendOptions} [options] */
  async send(data, options) {
    if (this.ended) throw this.ended;
    if (!this.#core.settings.WebSocket) throw new NotificationError("no_websocket", NO_WEBSOCKET);
    return this.outbox.send(data, { ...options, room_id: this.id || undefined }, this.state === "open");
  }

  /** @param {string} state @param {{ signal?: AbortSignal }} [options] */
  async when(state, { signal } = {}) {
    if (signal?.aborted) throw signal.reason;
    if (this.state === state) return;
    await new Promise((resolve, reject) => {
      const remove = this.onState((/** @type {any} */ event) => {
        if (event.state === state) settle(resolve);
        else if (ENDED.includes(event.state)) settle(reject, event.reason);
      });
      const aborted = () => settle(reject, signal?.reason);
      signal?.addEventListener("abort", aborted);
      /** @param {(value?: any) => void} how @param {unknown} [value] */
      function settle(how, value) {
        signal?.removeEventListener("abort", aborted);
        queueMicrotask(() => remove());
        how(value);
      }
    });
  }

  /** @param {(core: ExtensionCore) => Extension} make @returns {any} */
  extend(make) {
    const { settings, nextRef } = this.#core;
    const deliver = (/** @type {Notification} */ notification) => this.#deliver(notification);
    return (this.deliveries.extension ??= make({ settings, nextRef, connection: this.#connection, deliver, room_id: this.id || undefined }));
  }

  /** @param {import("./protocol.js").Frame} frame */
  received(frame) {
    this.outbox.received(frame);
    this.deliveries.extension?.received(frame.all);
  }

  /** @param {{ state: string, reason?: any }} event */
  enter(event) {
    const { state, reason } = event;
    this.lastEvent = event;
    if (state !== "open") {
      this.deliveries.settle();
      this.outbox.pause();
    }
    if (ENDED.includes(state)) this.outbox.reject(reason);
    if (state === "closed") {
      this.deliveries.close();
      this.#subscribers.clear();
    }
    this.#events.call("state", event);
    this.renewed();
  }

  /** What waits goes out on the connection that there is now. @param {string} [event] */
  renewed(event) {
    if (event) this.#events.call(event);
    if (this.state === "open") this.outbox.resume();
  }

  /** @param {string | undefined} identity @param {NotificationError} [changed] */
  bind(identity, changed) {
    this.deliveries.bind(identity, changed);
    // What one user has written must not go out in the name of another.
    if (changed) this.outbox.reject(changed);
  }

  /** Nobody asks for what is missing in an inbox that is not in use, so there is nothing to wait for. @param {Notification} notification */
  #once(notification) {
    const name = notification.stream + notification.id;
    if (!this.#heard.includes(name)) this.#deliver(notification);
    this.#heard = [name, ...this.#heard].slice(0, REMEMBERED);
  }

  /** @param {Notification} notification */
  #deliver(notification) {
    const data = notification.data?.data;
    const type = notification.data?.type;
    if (typeof type === "string" && type !== "*") this.#subscribers.call(type, data, notification);
    this.#subscribers.call("*", data, notification);
  }
}
