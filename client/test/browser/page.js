/** What the browser tests do inside a page: clients by name, each on a network that can be cut. */
import { call } from "../../demo/console.js";
import { Network } from "../../demo/network.js";
import "../../src/bell.js";
import { createInbox } from "../../src/inbox.js";
import { connect } from "../../src/index.js";
import { sharedWebSocket } from "../../src/shared.js";
import { Counter } from "./counter.js";

/** What a further room was told. */
class RoomRecorder {
  states = [];
  reasons = [];
  stale = [];
  texts = [];
  offsets = [];

  constructor(room) {
    this.room = room;
    room.onState(({ state, reason }) => {
      this.states.push(state);
      if (reason) this.reasons.push(reason.code);
    });
    room.onStale((reason) => this.stale.push(reason.code));
    room.on("*", (data, { stream, offset }) => {
      this.texts.push(data?.text);
      this.offsets.push(`${stream} ${offset}`);
    });
  }

  get record() {
    const { states, reasons, stale, texts, offsets } = this;
    return { state: this.room.state, states, reasons, stale, texts, offsets };
  }
}

/** A client of the tutorial: knows nothing but notifications. */
class Plain {
  frames = [];

  constructor(url, { user, room }) {
    call("token", { user, room }).then(({ token }) => {
      const socket = new WebSocket(`${url}?token=${token}`);
      socket.onopen = () => (this.state = "open");
      socket.onclose = () => (this.state = "closed");
      socket.onmessage = ({ data }) => this.frames.push(data);
    });
  }

  get record() {
    return { state: this.state, texts: this.frames };
  }
}

/** So that a test does not wait for what is drawn: the client's own have clients come back apart, which here are few. */
const SOON = { backoffBaseMs: 300, backoffCapMs: 1_000 };

/** The same for how often tabs that share look after each other. @param {number} times faster */
const hurried = (times) => ({ setTimeout: (fire, delayMs) => setTimeout(fire, delayMs / times) });

class Recorder {
  states = [];
  reasons = [];
  stale = [];
  texts = [];
  offsets = [];
  network = new Network();
  /** @type {Map<string, RoomRecorder>} */
  further = new Map();

  constructor(url, { user, room, rooms = [], tokens = [], cut = false, shared = false, hurry = 1, ...options }) {
    this.network.cut = cut;
    const fresh = async () => (await call("token", { user, room, rooms }, this.network.fetch)).token;
    this.client = connect(url, {
      token: () => tokens.shift() ?? fresh(),
      WebSocket: shared ? sharedWebSocket({ WebSocket: this.network.WebSocket, ...hurried(hurry) }) : this.network.WebSocket,
      ...(options.keep && { storage: sessionStorage }),
      ...SOON,
      ...options,
    });
    this.client.onState((event) => {
      this.states.push(event.state);
      if (event.reason) this.reasons.push(event.reason.code);
    });
    this.client.onRenewed(() => this.states.push("renewed"));
    this.client.onStale((reason) => this.stale.push(reason.code));
    this.client.on("*", (data, { stream, offset }) => {
      this.texts.push(data?.text);
      this.offsets.push(`${stream} ${offset}`);
    });
  }

  get record() {
    const { states, reasons, stale, texts, offsets } = this;
    const rooms = Object.fromEntries([...this.further].map(([id, { record }]) => [id, record]));
    return { state: this.client.state, sockets: this.network.sockets.size, received: texts.length, reasons, stale, states, texts, offsets, rooms };
  }
}

/** An inbox of a client, and what became of what was marked in it. */
class InboxRecorder {
  marks = [];

  constructor(client, { rooms = [], ...options } = {}) {
    this.inbox = createInbox(rooms.length ? [client, ...rooms.map((id) => client.room(id))] : client, options);
  }

  /** @param {string} method @param {string[]} [texts] of the items; none: the method takes none */
  call(method, texts) {
    const items = this.inbox.items.filter(({ data }) => texts?.includes(data.data.text));
    this.inbox[method](...(texts ? [items] : [])).then(
      () => this.marks.push("made"),
      ({ code }) => this.marks.push(code),
    );
  }

  get record() {
    const { items, unread, unseen, ready, hasMore } = this.inbox.getSnapshot();
    return { unread, unseen, ready, hasMore, marks: this.marks, texts: items.map(({ data, read }) => `${data.data.text}${read ? " read" : ""}`) };
  }
}

const clients = new Map();
const made = (url, options) => (options.plain ? new Plain(url, options) : options.brief ? new Counter(url, options) : new Recorder(url, options));
const inboxes = new Map();

window.tests = {
  open: (url, name, options) => clients.set(name, made(url, options)) && undefined,
  record: (name) => clients.get(name).record,
  cut: (name, cut) => clients.get(name).network.set(cut),
  send: (name, data, options) => clients.get(name).client.send(data, options).catch(({ code }) => ({ refused: code })),
  sendAll: (name, all) => Promise.all(all.map((data) => window.tests.send(name, data))),
  sendMore: (name, count) => clients.get(name).sendMore(count),
  call: (name, method) => clients.get(name).client[method](),
  join: (name, id) => {
    const { client, further } = clients.get(name);
    further.set(id, new RoomRecorder(client.room(id)));
  },
  inRoom: (name, id, method, ...args) => clients.get(name).client.room(id)[method](...args),
  openInbox: (name, options) => inboxes.set(name, new InboxRecorder(clients.get(name).client, options)) && undefined,
  showBell: (name) => document.body.append(Object.assign(document.createElement("hermes-bell"), { client: clients.get(name).client })),
  inbox: (name) => inboxes.get(name).record,
  callInbox: (name, method, texts) => inboxes.get(name).call(method, texts),
  close: (name) => clients.get(name).client.close(),
};
