import { FakeRooms } from "./rooms.js";

/**
 * A gateway with a room and one user behind it, without a network: everything takes LATENCY_MS on the fake clock.
 * It behaves well by default. A test
 * - decides about handshakes with `handshake`: "accept", "refuse" or "hang";
 * - loses a delivery with `publish(data, { lose: true })`, or holds it back with `{ lateMs }`;
 * - makes the server deaf with `deaf = true`: sockets stay open, nothing is answered or delivered;
 * - makes invocations slow with `workMs`, a function from a request to a time: so they overtake each other;
 * - is as old as one that knows nothing of several sends in one message, with `knowsTogether = false`;
 * - says its last word with `dismiss({ code, return })`;
 * - answers itself by setting `answer`, a function from a request to a frame (or undefined for the usual answer);
 * - loses the server's past with `forget(stream)`: a new epoch begins;
 * - loses and delays frames with `weather`, a function from a frame to a delay in milliseconds, or to Infinity;
 * - has an inbox with `new FakeInbox(gateway)`;
 * - has further rooms, see `rooms.js`, or is as old as one that has none, with `rooms = undefined`;
 * - keeps what is for one user from others, with `tellsUsersApart = true`;
 * - looks at `sockets` and `requests`, and ends a connection with `socket.end(code)`.
 */
export const LATENCY_MS = 10;
const FRAME_BYTES = 32 * 1024;

export class FakeGateway {
  handshake = "accept";
  deaf = false;
  answer = (_request) => undefined;
  workMs = (_request) => 0;
  knowsTogether = true;
  epochOf = (number) => `epoch${number}`;
  weather = (_frame) => 0;
  /** @type {FakeRooms | undefined} */
  rooms = new FakeRooms(this);
  tellsUsersApart = false;
  /** @type {import("./inbox.js").FakeInbox | undefined} */
  inbox = undefined;
  /** @type {FakeSocket[]} */
  sockets = [];
  requests = [];
  #clock;
  #epochs = 0;
  #streams = {};
  /** @type {Map<string, string>} */
  #ids = new Map();

  constructor(clock) {
    this.#clock = clock;
    const gateway = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url, protocols) {
        super(gateway, url, protocols);
      }
    };
  }

  get open() {
    return this.sockets.filter((socket) => socket.readyState === 1);
  }

  later(run, delayMs = LATENCY_MS) {
    this.#clock.setTimeout(run, delayMs);
  }

  forget(stream, whose) {
    this.#streams[this.#name(stream, whose)] = { epoch: this.epochOf(++this.#epochs), notifications: [], oldest: 1 };
  }

  /** Drops the stream's notifications before this offset. */
  expire(stream, before, whose) {
    this.#stream(stream, whose).oldest = before;
  }

  publish(data, { stream = "room", lose = false, lateMs = 0, id, room, user } = {}) {
    const { epoch, notifications } = this.#stream(stream, { room, user });
    const offset = notifications.length + 1;
    const notification = { user_id: "7", room_id: room, data, id: id ?? `${stream}-${offset}`, stream, epoch, offset };
    notifications.push(notification);
    for (const socket of lose ? [] : this.open)
      if ((room === undefined || socket.rooms.has(room)) && (stream === "room" || this.#whose(socket) === user))
        socket.deliver(notification, LATENCY_MS + lateMs);
    return notification;
  }

  position(stream, whose) {
    const { epoch, notifications } = this.#stream(stream, whose);
    return notifications.length ? { epoch, offset: notifications.length } : { epoch: "", offset: 0 };
  }

  received(socket, text) {
    if (Buffer.byteLength(text) > FRAME_BYTES) return socket.end(1009);
    const request = JSON.parse(text);
    this.requests.push(request);
    if (this.deaf) return;
    const workMs = this.workMs(request);
    if (workMs) this.later(() => this.#work(socket, request), workMs);
    else this.#work(socket, request);
  }

  /** To every connection: the last frame, and then the end. */
  dismiss(close) {
    for (const socket of this.open) {
      socket.deliver({ data: {}, close });
      this.later(() => socket.end(1000), 2 * LATENCY_MS);
    }
  }

  #work(socket, request) {
    if (socket.readyState !== 1) return;
    const answer = this.answer(request, socket) ?? this.#usual(request, socket);
    if (answer !== "none") socket.deliver({ ...answer, ref: "ref" in answer ? answer.ref : request.ref, data: {} });
  }

  #usual(request, socket) {
    const refused = this.rooms?.refuse(request, socket);
    if (refused) return refused;
    const inInbox = this.inbox?.answer(request, socket);
    if (request.action === "resume") {
      const resumed = this.#resume(request, socket);
      const notifications = [...(resumed.notifications ?? []), ...(inInbox?.notifications ?? [])];
      return { ...resumed, ...inInbox, ...((resumed.notifications || inInbox) && { notifications }) };
    }
    if (inInbox) return inInbox;
    if (request.action === "leave") return this.rooms ? this.rooms.leave(request, socket) : { error: { code: "unknown_action", message: "no" } };
    if (!request.messages) return { ok: true, id: this.#append(request) };
    if (!this.knowsTogether) return { error: { code: "data_missing", message: "no data" } };
    return { ok: true, ids: request.messages.map((message) => this.#append(message)) };
  }

  #append({ ref, data, room_id: room }) {
    const id = `7/${ref}`;
    if (!this.#ids.has(ref)) this.publish(data, { id, room });
    this.#ids.set(ref, id);
    return id;
  }

  #resume(request, socket) {
    const { notifications = [], ...home } = this.catchUp(request, { user: this.#whose(socket) });
    const further = request.rooms && this.rooms?.resume(request.rooms, socket, this.#whose(socket));
    if (further?.error) return further;
    const missed = [...notifications, ...(further?.notifications ?? [])];
    return { ...home, ...(home.recovered || missed.length ? { notifications: missed } : {}), ...(further && { rooms: further.rooms }) };
  }

  /** What there is to say about the streams of a room. */
  catchUp(asked, whose) {
    const positions = { room: this.position("room", whose), user: this.position("user", whose) };
    if (!asked.room) return positions;
    const missed = ["room", "user"].map((stream) => this.#missed(this.#stream(stream, whose), asked[stream]));
    if (missed.includes(undefined)) return { recovered: false, ...positions };
    return { recovered: true, ...positions, notifications: missed.flat() };
  }

  #whose(socket) {
    return this.tellsUsersApart ? String(socket.claims.user_id) : undefined;
  }

  #name(stream, { room = "", user = "" } = {}) {
    return JSON.stringify([stream, room, stream === "user" ? user : ""]);
  }

  #stream(stream, whose) {
    const name = this.#name(stream, whose);
    if (!this.#streams[name]) this.forget(stream, whose);
    return this.#streams[name];
  }

  #missed(stream, { epoch, offset }) {
    if (epoch !== "" && epoch !== stream.epoch) return undefined;
    if (offset + 1 < stream.oldest || offset > stream.notifications.length) return undefined;
    return stream.notifications.length - offset > 300 ? undefined : stream.notifications.slice(offset);
  }
}

class FakeSocket {
  readyState = 0;
  onopen = null;
  onmessage = null;
  onclose = null;
  onerror = null;
  sent = [];
  /** Further rooms that it is in. */
  rooms = new Set();
  #gateway;

  constructor(gateway, url, protocols) {
    this.#gateway = gateway;
    this.url = url;
    this.protocols = protocols;
    gateway.sockets.push(this);
    if (gateway.handshake === "accept") gateway.later(() => this.#open());
    if (gateway.handshake === "refuse") gateway.later(() => this.end(1006));
  }

  get token() {
    return this.protocols[1]?.replace("hermes.token.", "");
  }

  get claims() {
    return JSON.parse(Buffer.from(this.token.split(".")[1], "base64url").toString());
  }

  send(text) {
    if (this.readyState === 0) throw new Error("InvalidStateError: still connecting");
    this.sent.push(JSON.parse(text));
    this.#gateway.later(() => this.#gateway.received(this, text));
  }

  close() {
    this.readyState = 2;
    this.#gateway.later(() => this.end(1000));
  }

  /** The server or the network ends it. */
  end(code) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onerror?.({});
    this.onclose?.({ code });
  }

  deliver(frame, delayMs = LATENCY_MS) {
    const lateMs = this.#gateway.weather(frame);
    if (lateMs < Infinity) this.deliverText(JSON.stringify(frame), delayMs + lateMs);
  }

  deliverText(text, delayMs = LATENCY_MS) {
    this.#gateway.later(() => this.readyState === 1 && !this.#gateway.deaf && this.onmessage?.({ data: text }), delayMs);
  }

  #open() {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.onopen?.({});
  }
}
