import { Connection } from "./connection.js";
import { Deliveries } from "./deliveries.js";
import { NotificationError } from "./error.js";
import { Link } from "./link.js";
import { settingsOf } from "./options.js";
import { Outbox } from "./outbox.js";
import { Subscribers } from "./subscribers.js";

/** @typedef {import("./connection.js").StateEvent} StateEvent */
/** @typedef {import("./index.js").State} State */
/** @typedef {import("./protocol.js").Notification} Notification */

/**
 * What takes part in a connection beside the client itself.
 * @typedef {object} Extension
 * @property {() => { ask: object }} question `ask` goes along with a resume
 * @property {(question: any, answer: import("./protocol.js").Answer) => void} answered the resume with it
 * @property {(notification: Notification) => void} arrived of an inbox; can come twice, and in any order
 * @property {(frame: any) => void} received what is neither of these
 * @property {(reason: NotificationError) => void} forget from now on it is for another user or room
 */

/**
 * @typedef {object} Core
 * @property {import("./options.js").Settings} settings
 * @property {() => string} nextRef
 * @property {Connection} connection
 * @property {(notification: Notification) => void} deliver
 */

/** Frames are delivered at least once, and twice while a connection is renewed; that is soon after one another. */
const REMEMBERED = 300;

const NO_WEBSOCKET = "There is no WebSocket here, so nothing is connected. On a server, pass one as the option WebSocket if it is to be.";

/** Puts the parts together: what each member does is said where the application sees it, in index.d.ts. */
export class Client {
  /** @type {Connection} */
  #connection;
  /** @type {Deliveries} */
  #deliveries;
  #outbox;
  #subscribers;
  #events;
  #settings;
  #asleep;
  /** @type {StateEvent | undefined} */
  #lastEvent;
  /** @type {string[]} */
  #heard = [];

  /** @param {import("./index.js").Address} url @param {import("./index.js").Options} options */
  constructor(url, options) {
    const settings = (this.#settings = settingsOf(url, options));
    const nextRef = refs(settings.random);
    this.#subscribers = new Subscribers(settings.logger);
    this.#events = new Subscribers(settings.logger);
    const deliveries = (this.#deliveries = new Deliveries(settings, {
      notification: (notification) => this.#deliver(notification),
      stale: (reason) => this.#events.call("stale", reason),
      gap: () => this.#connection.ask(),
      arrived: (notification) => this.#once(notification),
    }));
    this.#connection = new Connection(settings, settings.token, (on) => new Link({ settings, deliveries, nextRef }, on), {
      state: (event) => this.#entered(event),
      renewed: () => this.#renewed(),
      identified: (identity, changed) => this.#identified(identity, changed),
      frame: (frame) => {
        this.#outbox.received(frame);
        deliveries.extension?.received(frame.all);
      },
    });
    this.#outbox = new Outbox(settings, nextRef, {
      transmit: (text) => this.#connection.send(text),
      unanswered: () => this.#connection.check(),
    });
    this.#asleep = settings.onWake(
      () => this.#connection.wake(),
      () => this.#connection.offline(),
    );
    this.extend = (/** @type {(core: Core) => Extension} */ make) =>
      (deliveries.extension ??= make({ settings, nextRef, connection: this.#connection, deliver: (notification) => this.#deliver(notification) }));
    queueMicrotask(() => this.state === "idle" && this.connect());
  }

  /** @returns {State} */
  get state() {
    return this.#connection.state;
  }

  /** @param {string} type @param {Function} handler */
  on(type, handler) {
    return this.#subscribers.add(type, handler);
  }

  /** @param {Function} handler */
  onState(handler) {
    return this.#events.add("state", handler, this.#lastEvent);
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
  async send(data, options = {}) {
    if (this.#lastEvent?.state === "closed") throw this.#lastEvent.reason;
    if (!this.#settings.WebSocket) throw new NotificationError("no_websocket", NO_WEBSOCKET);
    return this.#outbox.send(data, options, this.state === "open");
  }

  /** @param {State} state @param {{ signal?: AbortSignal }} [options] */
  async when(state, { signal } = {}) {
    if (signal?.aborted) throw signal.reason;
    if (this.state === state) return;
    await new Promise((resolve, reject) => {
      const remove = this.onState((/** @type {StateEvent} */ event) => {
        if (event.state === state) settle(resolve);
        else if (event.state === "closed") settle(reject, event.reason);
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

  connect() {
    if (this.#settings.WebSocket) this.#connection.connect();
    else this.#settings.warn(NO_WEBSOCKET);
  }

  disconnect() {
    this.#connection.disconnect();
  }

  close() {
    this.#connection.close(new NotificationError("closed", "Closed by the application"));
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

  /** @param {StateEvent} event */
  #entered(event) {
    this.#lastEvent = event;
    if (event.state === "disconnected") {
      this.#deliveries.settle();
      this.#outbox.pause();
    }
    if (event.state === "closed") this.#end(event.reason);
    this.#events.call("state", event);
    if (event.state === "open") this.#outbox.resume();
  }

  #renewed() {
    this.#events.call("renewed");
    this.#outbox.resume();
  }

  /** @param {string | undefined} identity @param {NotificationError} [changed] */
  #identified(identity, changed) {
    this.#deliveries.bind(identity, changed);
    // What one user has written must not go out in the name of another.
    if (changed) this.#outbox.reject(changed);
  }

  /** @param {NotificationError} reason */
  #end(reason) {
    this.#asleep();
    this.#deliveries.close();
    this.#outbox.reject(reason);
    this.#subscribers.clear();
  }
}

/** Names of our questions and sends: unique among all connections of a user. @param {() => number} random */
function refs(random) {
  const prefix = [random(), random()].map((part) => Math.floor(part * 2 ** 52).toString(36)).join("-");
  let count = 0;
  return () => `${prefix}-${++count}`;
}
