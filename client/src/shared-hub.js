import { SharedRooms } from "./shared-rooms.js";
import { Timer } from "./timer.js";

const OPEN = 1;
/** As browsers say that a connection was lost. */
const LOST = 1006;
/** How long others may use it when its own tab has moved to another. */
const LEFT_MS = 60_000;
/** How long an answer is waited for by whose tab is gone: before it, what leaves a room could overtake what joins it. */
const ANSWER_MS = 10_000;

/**
 * By whom, and about what; `recovers`: whether it names positions, so that what was missed is part of its answer.
 * @typedef {{ port: string | undefined, action: string, room_id?: string, rooms?: string[], recovers: boolean }} Asked
 */

/** Frames without a name belong to the answer that follows, of these. @type {Record<string, string>} */
const PARTS = { notifications: "resume", rooms: "resume", items: "inbox" };
const POSITIONS = ["room", "user", "inbox", "announcements"];

/** The one connection, in the tab that has it, and all those who use it, their own tab among them. */
export class Hub {
  id;
  name;
  /** Whether new ones come to it. */
  leads = false;
  /** Runs when its own tab has left it. */
  #left;
  #share;
  #channel;
  #socket;
  /** @type {Set<string>} */
  #ports = new Set();
  #rooms;
  /** @type {Map<string, Asked>} by `ref` */
  #asked = new Map();
  #forgetting;
  #closed = new AbortController();

  /** @param {import("./shared-socket.js").Share} share @param {string} name @param {string} url @param {readonly string[]} protocols */
  constructor(share, name, url, protocols) {
    this.id = `${share.random()}`.slice(2);
    this.name = name;
    this.#share = share;
    this.#rooms = new SharedRooms(share, (room_id, ref) => this.#send(undefined, JSON.stringify({ action: "leave", room_id, ref })));
    this.#left = new Timer(share, () => this.close());
    this.#forgetting = new Timer(share, () => this.#forget());
    // The browser may refuse to make one: then nothing else is there.
    this.#socket = new share.WebSocket(url, [...protocols]);
    this.#channel = new share.BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#received(data);
    this.#socket.onopen = () => this.#ports.forEach((port) => this.#post("open", { port }));
    this.#socket.onmessage = ({ data }) => this.#heard(data);
    this.#socket.onclose = ({ code }) => this.close(code);
    this.#socket.onerror = () => {};
  }

  /** It has the lock, perhaps too late. */
  lead() {
    if (this.#closed.signal.aborted) return;
    this.leads = true;
    this.#share.hubs.set(this.name, this);
    this.#post("here");
  }

  /** Another has it. */
  retire() {
    this.leads = false;
  }

  /** Its own tab needs it no more. Those who are about to move from one that was replaced may do so. */
  leave() {
    if (this.leads || this.#ports.size < 2) this.close();
    else this.#left.start(LEFT_MS);
  }

  close(code = LOST) {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.retire();
    this.#left.stop();
    this.#forgetting.stop();
    this.#rooms.close();
    this.#post("closed", { code });
    if (this.#share.hubs.get(this.name) === this) this.#share.hubs.delete(this.name);
    this.#channel.close();
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close(1000);
  }

  /** @param {any} message of one that uses it, or would */
  #received({ kind, hub, port, text }) {
    if (kind === "attach" && (hub ? hub === this.id : this.leads)) this.#attach(port);
    else if (hub !== this.id) return;
    else if (kind === "send") this.#sends(port, text);
    else if (kind === "detach") this.#detach(port);
    else if (kind === "ping") this.#post("pong", { port, leads: this.leads });
  }

  /** @param {string} port */
  #attach(port) {
    this.#post("taken", { port });
    if (this.#socket.readyState === OPEN) this.#post("open", { port });
    if (this.#ports.has(port)) return;
    this.#ports.add(port);
    const { signal } = this.#closed;
    // It has this lock as long as it is there.
    this.#share.locks.request(`${this.name} ${port}`, { signal }, () => this.#detach(port)).catch(() => {});
  }

  /** @param {string} port */
  #detach(port) {
    this.#ports.delete(port);
    this.#rooms.gone(port);
    this.#forgetting.start(ANSWER_MS);
    if (this.#left.running && !this.#ports.size) this.close();
  }

  /** What nobody is there to repeat may never be answered. */
  #forget() {
    for (const [ref, asked] of this.#asked) {
      if (!asked.port || this.#ports.has(asked.port)) continue;
      this.#asked.delete(ref);
      if (asked.rooms) this.#rooms.answered(asked, {});
    }
  }

  /** @param {string} port @param {string} text */
  #sends(port, text) {
    // It may be gone before its last words are heard, or before they could go out.
    if (!this.#ports.has(port)) return;
    const { action, ref, room_id, rooms } = JSON.parse(text);
    if (action === "leave" && !this.#rooms.leave(port, room_id, ref)) this.#tell(port, { ok: true, ref, data: {} });
    else if (!rooms || this.#rooms.ask(port, Object.keys(rooms), () => this.#sends(port, text))) this.#send(port, text);
  }

  /** @param {string | undefined} port none: the hub's own @param {string} text */
  #send(port, text) {
    const message = JSON.parse(text);
    const { action, ref, room_id, rooms } = message;
    const recovers = [message, ...Object.values(rooms ?? {})].some((asked) => POSITIONS.some((name) => asked[name]));
    this.#asked.set(ref, { port, action, room_id, rooms: rooms && Object.keys(rooms), recovers });
    if (this.#socket.readyState === OPEN) this.#socket.send(text);
  }

  /** @param {string} text a frame */
  #heard(text) {
    const frame = parsed(text);
    const asked = this.#asked.get(frame.ref);
    const part = Object.keys(PARTS).find((name) => name in frame);
    if (asked) this.#answered(asked, frame, text);
    else if (frame.ref) return;
    else if (part) this.#toThose(({ action, recovers }) => action === PARTS[part] && (recovers || part !== "notifications"), text);
    // API Gateway's own error does not say what it answers.
    else if (frame.message) this.#toThose(() => true, text);
    else {
      if (frame.left) this.#rooms.left(frame.left.room_id);
      this.#post("frame", { text });
    }
  }

  /** @param {Asked} asked @param {any} frame @param {string} text */
  #answered(asked, frame, text) {
    const { port, action, room_id } = asked;
    this.#asked.delete(frame.ref);
    if (port) this.#post("frame", { port, text });
    // The server tells the other connections of the user; here are others on the same one.
    if (action === "mark" && frame.state) this.#post("frame", { except: port, text: JSON.stringify({ room_id, state: frame.state, data: {} }) });
    this.#rooms.answered(asked, frame);
  }

  /** @param {(asked: Asked) => boolean} matches who waits for an answer to such a question @param {string} text */
  #toThose(matches, text) {
    const ports = [...this.#asked.values()].filter(matches).map(({ port }) => port);
    for (const port of new Set(ports)) if (port) this.#post("frame", { port, text });
  }

  /** @param {string} port @param {object} frame */
  #tell(port, frame) {
    this.#post("frame", { port, text: JSON.stringify(frame) });
  }

  /** @param {string} kind @param {object} [more] */
  #post(kind, more) {
    this.#channel.postMessage({ kind, hub: this.id, ...more });
  }
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
