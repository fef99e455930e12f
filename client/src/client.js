import { Connection } from "./connection.js";
import { NotificationError } from "./error.js";
import { idOf } from "./identity.js";
import { JoinedRoom } from "./joined-room.js";
import { Link } from "./link.js";
import { settingsOf } from "./options.js";
import { HOME } from "./protocol.js";
import { NO_WEBSOCKET, Room } from "./room.js";

/** @typedef {import("./connection.js").StateEvent} StateEvent */

/** Puts the parts together, and is the home room: what each member does is said where the application sees it, in index.d.ts. */
export class Client extends Room {
  /** @type {import("./room.js").Core} */
  #core;
  #asleep;
  /** @type {{ identity: string | undefined } | undefined} whom the tokens are for, once there was one */
  #owner;
  #settling = false;

  /** @param {import("./index.js").Address} url @param {import("./index.js").Options} options */
  constructor(url, options) {
    const settings = settingsOf(url, options);
    /** @type {any} */
    const core = { settings, nextRef: refs(settings.random), rooms: new Map(), settle: () => this.#settle() };
    super(core, HOME);
    this.#core = core;
    core.rooms.set(HOME, this);
    core.connection = new Connection(settings, (on) => new Link(core, on), {
      state: (event) => this.#entered(event),
      renewed: () => this.#renewed(),
      identified: (identity, changed) => this.#identified(identity, changed),
      frame: (frame) => core.rooms.forEach((/** @type {Room} */ room) => room.received(frame)),
    });
    this.#asleep = settings.onWake(
      () => core.connection.wake(),
      () => core.connection.offline(),
    );
    queueMicrotask(() => this.state === "idle" && this.connect());
  }

  /** @param {string | number} given @returns {any} */
  room(given) {
    const id = idOf(given);
    return (this.#core.rooms.get(id) ?? this.#joined(id)).face;
  }

  connect() {
    const { settings, connection } = this.#core;
    if (settings.WebSocket) connection.connect();
    else settings.warn(NO_WEBSOCKET);
  }

  disconnect() {
    this.#core.connection.disconnect();
  }

  close() {
    this.#core.connection.close(new NotificationError("closed", "Closed by the application"));
  }

  /** @param {string} id */
  #joined(id) {
    const room = new JoinedRoom(this.#core, id);
    if (this.#owner) room.bind(this.#owner.identity);
    if (this.ended) room.close(this.ended);
    return room;
  }

  /** @param {(room: JoinedRoom) => void} tell */
  #others(tell) {
    for (const [id, room] of [...this.#core.rooms]) if (id) tell(room);
  }

  /** @param {StateEvent} event */
  #entered(event) {
    if (event.state === "closed") this.#asleep();
    this.#others((room) => room.follow(event));
    this.enter(event);
  }

  #renewed() {
    this.#core.rooms.forEach((room) => room.renewed("renewed"));
  }

  /** @param {string | undefined} identity @param {NotificationError} [changed] */
  #identified(identity, changed) {
    const anew = changed || !this.#owner;
    this.#owner = { identity };
    if (anew) this.#core.rooms.forEach((room) => room.bind(identity, changed));
    this.#others((room) => room.retry());
  }

  /** Soon, so that what one task says goes out together. */
  #settle() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      this.#core.connection.settle();
    });
  }
}

/** Names of our questions and sends: unique among all connections of a user. @param {() => number} random */
function refs(random) {
  const prefix = [random(), random()].map((part) => Math.floor(part * 2 ** 52).toString(36)).join("-");
  let count = 0;
  return () => `${prefix}-${++count}`;
}
