import { Connection } from "./connection.js";
import { NotificationError } from "./error.js";
import { Deliveries } from "./deliveries.js";
import { Link } from "./link.js";
import { defaults } from "./options.js";
import { Outbox } from "./outbox.js";
import { Subscribers } from "./subscribers.js";

const CLOSED = "Closed by the application";

/** @typedef {import("./protocol.js").Notification} Notification */
/** @typedef {import("./connection.js").StateEvent} StateEvent */

/**
 * `to`: only these users of the room. `queued`: through the queue instead of at once.
 * @typedef {{ to?: (string | number)[], queued?: boolean }} SendOptions
 */

/**
 * Connects, and stays connected until `close()`. The first attempt begins after the current task, so that handlers
 * registered in it miss nothing.
 * @param {string} url `wss://…`, without the token
 * @param {import("./options.js").Options} options
 */
export function connect(url, options) {
  return new Notifications(url, options);
}

/** The application's side of a connection. */
export class Notifications {
  #connection;
  #deliveries;
  #outbox;
  #subscribers;
  #events;
  #asleep;

  /** @param {string} url @param {import("./options.js").Options} options */
  constructor(url, options) {
    const settings = settingsOf(url, options);
    const nextRef = refs(settings.random);
    this.#subscribers = new Subscribers(settings.logger);
    this.#events = new Subscribers(settings.logger);
    const deliveries = (this.#deliveries = new Deliveries(settings, {
      notification: (notification) => this.#deliver(notification),
      stale: (reason) => this.#events.call("stale", reason),
      gap: () => this.#connection.ask(),
    }));
    this.#connection = new Connection(settings, options.token, (on) => new Link({ settings, url, deliveries, nextRef }, on), {
      state: (event) => this.#entered(event),
      frame: (frame) => this.#outbox.received(frame),
    });
    this.#outbox = new Outbox(settings, nextRef, {
      transmit: (text) => this.#connection.send(text),
      unanswered: () => this.#connection.wake(),
    });
    this.#asleep = settings.onWake(() => this.#connection.wake());
    queueMicrotask(() => this.state === "idle" && this.#connection.attempt());
  }

  /** @returns {import("./connection.js").State} */
  get state() {
    return this.#connection.state;
  }

  /**
   * @param {string} type of `data.type`, or "*" for every notification
   * @param {(data: any, notification: Notification) => unknown} handler gets `data.data` and the whole notification
   * @returns {() => void} removes the handler
   */
  on(type, handler) {
    return this.#subscribers.add(type, handler);
  }

  /**
   * @param {(event: StateEvent) => unknown} handler
   * @returns {() => void} removes the handler
   */
  onState(handler) {
    return this.#events.add("state", handler);
  }

  /**
   * Something may be missing: load the state from the server again.
   * @param {(reason: NotificationError) => unknown} handler
   * @returns {() => void} removes the handler
   */
  onStale(handler) {
    return this.#events.add("stale", handler);
  }

  /**
   * Delivers to the own room. Repeated by itself until it is answered, and delivered once.
   * @param {unknown} data any JSON; subscribers by type expect `{ type, data }`
   * @param {SendOptions} [options]
   * @returns {Promise<string>} the notification's id; rejects with a NotificationError that has the server's code
   */
  async send(data, options = {}) {
    if (this.state === "closed") throw new NotificationError("closed", CLOSED);
    return this.#outbox.send(data, options, this.state === "open");
  }

  /** Final. What is not yet answered is rejected, and no handler is called any more after the state `closed`. */
  close() {
    this.#connection.close(new NotificationError("closed", CLOSED));
  }

  /** @param {Notification} notification */
  #deliver(notification) {
    const data = notification.data?.data;
    const type = notification.data?.type;
    if (typeof type === "string" && type !== "*") this.#subscribers.call(type, data, notification);
    this.#subscribers.call("*", data, notification);
  }

  /** @param {StateEvent} event */
  #entered(event) {
    if (event.state === "disconnected") {
      this.#deliveries.settle();
      this.#outbox.pause();
    }
    if (event.state === "closed") this.#end(event.reason);
    this.#events.call("state", event);
    if (event.state === "open" || event.state === "renewed") this.#outbox.flush();
  }

  /** @param {NotificationError} reason */
  #end(reason) {
    this.#asleep();
    this.#deliveries.close();
    this.#outbox.close(reason);
    this.#subscribers.clear();
  }
}

/** @param {string} url @param {import("./options.js").Options} options */
function settingsOf(url, options) {
  if (!/^wss?:$/.test(new URL(url).protocol)) throw new TypeError(`${url} is no wss: address`);
  const settings = { ...defaults(url), ...options };
  if (typeof settings.WebSocket !== "function")
    throw new TypeError("No WebSocket: pass one as an option");
  return settings;
}

/** Names of our questions and sends: unique among all connections of a user. @param {() => number} random */
function refs(random) {
  const prefix = [random(), random()].map((part) => Math.floor(part * 2 ** 52).toString(36)).join("-");
  let count = 0;
  return () => `${prefix}-${++count}`;
}
