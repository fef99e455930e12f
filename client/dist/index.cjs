// Made from src by npm run build.
"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key2 of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key2) && key2 !== except)
        __defProp(to, key2, { get: () => from[key2], enumerable: !(desc = __getOwnPropDesc(from, key2)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// src/index.js
var index_exports = {};
__export(index_exports, {
  NotificationError: () => NotificationError,
  connect: () => connect
});
module.exports = __toCommonJS(index_exports);

// src/error.js
var NotificationError = class extends Error {
  /** @param {Code} code @param {unknown} message */
  constructor(code, message) {
    super(String(message));
    this.name = "NotificationError";
    this.code = code;
  }
};

// src/backoff.js
function backoff(attempt, random, { backoffBaseMs, backoffCapMs }) {
  return random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** attempt);
}
function between([from, to], random) {
  return from + random() * (to - from);
}

// src/rules.js
var LONGEST_MS = 2 ** 31 - 1;
var isDelay = (value) => typeof value === "number" && value > 0 && value <= LONGEST_MS;
var isFunction = (value) => typeof value === "function";
var has = (...names) => (value) => names.every((name) => isFunction(value?.[name]));
var DELAY = { expected: "milliseconds, more than 0", holds: isDelay };
var RANGE = {
  expected: "two numbers of milliseconds, [from, to]",
  holds: (value) => Array.isArray(value) && value.length === 2 && value.every(isDelay) && value[0] <= value[1]
};
var FUNCTION = { expected: "a function", holds: isFunction };
var RULES = {
  token: { expected: "a token, or a function that gives one", holds: (value) => isFunction(value) || typeof value === "string" && value !== "" },
  tokenInUrl: { expected: "true or false", holds: (value) => typeof value === "boolean" },
  storage: { expected: "something with getItem and setItem", holds: has("getItem", "setItem") },
  storageKey: { expected: "a text", holds: (value) => typeof value === "string" && value !== "" },
  offline: { expected: '"queue" or "refuse"', holds: (value) => value === "queue" || value === "refuse" },
  queueLimit: { expected: "a whole number, 1 or more", holds: (value) => Number.isInteger(value) && value >= 1 },
  backoffBaseMs: DELAY,
  backoffCapMs: DELAY,
  stableMs: DELAY,
  attemptMs: DELAY,
  answerMs: DELAY,
  wakeMs: DELAY,
  heartbeatMs: RANGE,
  renewMs: RANGE,
  renewRetryMs: RANGE,
  stragglerMs: DELAY,
  logger: { expected: "something with warn and error", holds: has("warn", "error") },
  onWake: FUNCTION,
  WebSocket: FUNCTION,
  setTimeout: FUNCTION,
  clearTimeout: FUNCTION,
  now: FUNCTION,
  random: FUNCTION
};
function check(url, options) {
  if (!/^wss?:\/\/[^#]+$/.test(url)) throw new TypeError(`connect: the address is ${show(url)}, expected the stack's WebSocketUrl, wss://\u2026`);
  if (typeof options !== "object" || !options) throw new TypeError(`connect: the options are ${show(options)}, expected at least { token }`);
  for (const [name, { expected, holds }] of Object.entries(RULES)) {
    const value = options[name];
    if ((value !== void 0 || name === "token") && !holds(value)) throw new TypeError(`connect: the option ${name} is ${show(value)}, expected ${expected}`);
  }
  return Object.keys(options).filter((name) => !(name in RULES));
}
function show(value) {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return `[${value.map((part) => typeof part === "number" ? part : typeof part).join(", ")}]`;
  return typeof value === "object" && value ? "an object" : String(value);
}

// src/timer.js
var Timer = class {
  #clock;
  #fire;
  /** @type {unknown} */
  #id;
  /**
   * @param {import("./options.js").Clock} clock
   * @param {() => void} fire
   */
  constructor(clock, fire) {
    this.#clock = clock;
    this.#fire = fire;
  }
  get running() {
    return this.#id !== void 0;
  }
  /** @param {number} delayMs */
  start(delayMs) {
    this.stop();
    const { setTimeout: setTimeout2 } = this.#clock;
    this.#id = setTimeout2(() => {
      this.#id = void 0;
      this.#fire();
    }, Math.min(delayMs, LONGEST_MS));
  }
  stop() {
    if (!this.running) return;
    const { clearTimeout: clearTimeout2 } = this.#clock;
    clearTimeout2(this.#id);
    this.#id = void 0;
  }
};

// src/heartbeat.js
var Heartbeat = class {
  #settings;
  /** @type {Timer} */
  #timer;
  #beat;
  #intervalMs = 0;
  /** @type {Record<StreamName, number>} */
  #heardAt = { room: 0, user: 0 };
  /**
   * @param {import("./options.js").Settings} settings
   * @param {() => void} beat
   */
  constructor(settings, beat) {
    this.#settings = settings;
    this.#beat = beat;
    this.#timer = new Timer(settings, () => this.#due());
  }
  /** Both streams are known to be complete now. */
  start() {
    this.#heardAt.room = this.#heardAt.user = this.#settings.now();
    this.#intervalMs = between(this.#settings.heartbeatMs, this.#settings.random);
    this.#timer.start(this.#intervalMs);
  }
  /** @param {StreamName} stream */
  heard(stream) {
    this.#heardAt[stream] = this.#settings.now();
  }
  stop() {
    this.#timer.stop();
  }
  #due() {
    const silentMs = this.#settings.now() - Math.min(this.#heardAt.room, this.#heardAt.user);
    if (silentMs >= 0 && silentMs < this.#intervalMs) return this.#timer.start(this.#intervalMs - silentMs);
    this.#timer.start(this.#intervalMs);
    this.#beat();
  }
};

// src/identity.js
var isExact = (id) => typeof id === "string" || Number.isSafeInteger(id);
function identityOf(token) {
  try {
    const payload = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const { user_id: user, room_id: room } = JSON.parse(atob(payload));
    if (isExact(user) && isExact(room)) return JSON.stringify([String(user), String(room)]);
  } catch {
  }
}

// src/protocol.js
var STREAMS = (
  /** @type {const} */
  ["room", "user"]
);
var isPosition = (position) => typeof position?.epoch === "string" && Number.isSafeInteger(position.offset) && position.offset >= 0;
var isNotification = (frame) => STREAMS.includes(frame?.stream) && isPosition(frame);
var subprotocols = (token) => ["hermes", `hermes.token.${token}`];
var withToken = (url, token) => `${url}${url.includes("?") ? "&" : "?"}token=${token}`;
function decode(text) {
  try {
    const frame = JSON.parse(text);
    if (typeof frame.close?.code === "string") return { notifications: [], close: frame.close };
    const notifications = [frame.notifications ?? frame].flat().filter(isNotification);
    const failure = frame.ref ? void 0 : (frame.error ?? frame).message;
    if (frame.ref || failure || notifications.length) return { notifications, answer: frame.ref && frame, failure };
  } catch {
  }
}
var encodeResume = (ref, positions) => JSON.stringify({ action: "resume", ...positions, ref });
var encodeSend = (ref, data, { to, queued }) => JSON.stringify({ action: queued ? "sendMessageToSQS" : "sendMessage", data, to, ref });

// src/token.js
var isRefusal = (error) => error?.status === 401 || error?.status === 403;
async function freshToken(source, signal) {
  try {
    return await ask(source, signal).catch((error) => {
      if (isRefusal(error) && !signal.aborted) return ask(source, signal);
      throw error;
    });
  } catch (error) {
    const why = error?.message ?? (error?.status ? `the token function was answered ${error.status}` : error);
    throw new NotificationError(isRefusal(error) ? "token_refused" : "token_failed", `No token: ${why}`);
  }
}
async function ask(source, signal) {
  const answer = typeof source === "function" ? await source({ signal }) : source;
  if (answer?.ok === false) throw answer;
  const token = typeof answer?.text === "function" ? await answer.text() : answer;
  if (typeof token === "string" && /^\s*[\w.-]+\s*$/.test(token)) return token.trim();
  throw new TypeError(likelyCause(token));
}
function likelyCause(answer) {
  if (answer === void 0 || answer === null) return `the token function gave ${answer}; does it return what it fetched?`;
  if (typeof answer !== "string") return `the token function gave a value of type ${typeof answer}; return the text of the token in it`;
  const text = answer.trim();
  if (!text) return "the text is empty";
  if (text.startsWith("<")) return "the text is a web page, as of a login or an error; is the address right?";
  if (/^[{[]/.test(text)) return "the text is JSON; return the token in it";
  if (text.startsWith('"')) return "the text is JSON, a token in quotes; return what response.json() gives";
  if (/^bearer\s/i.test(text)) return 'the text begins with "Bearer"; return what follows it';
  return "the text has characters that no token has";
}

// src/transport.js
var OPEN = 1;
var IGNORE = () => {
};
var Transport = class {
  #socket;
  /**
   * @param {new (url: string, protocols: string[]) => import("./index.js").SocketLike} WebSocket
   * @param {string} url
   * @param {string[]} protocols
   * @param {{ opened(): void, received(text: string): void, ended(closeCode: number): void }} on
   */
  constructor(WebSocket, url, protocols, on) {
    const socket = this.#socket = new WebSocket(url, protocols);
    socket.onopen = () => on.opened();
    socket.onmessage = (event) => on.received(event.data);
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
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close(1e3);
  }
};

// src/link.js
var Link = class {
  #settings;
  #deliveries;
  #nextRef;
  #on;
  /** @type {Transport | undefined} */
  #transport;
  #deadline;
  #stability;
  #heartbeat;
  /** @type {Map<string, import("./deliveries.js").Question>} */
  #questions = /* @__PURE__ */ new Map();
  #fetching = new AbortController();
  /** A fixed token cannot be replaced by a new one. */
  #tokenIsFixed = false;
  #opened = false;
  #ended = false;
  resumed = false;
  #proving = false;
  /**
   * @param {{ settings: import("./options.js").Settings, deliveries: import("./deliveries.js").Deliveries, nextRef: () => string }} parts
   * @param {LinkEvents} on
   */
  constructor({ settings, deliveries, nextRef }, on) {
    this.#settings = settings;
    this.#deliveries = deliveries;
    this.#nextRef = nextRef;
    this.#on = on;
    this.#deadline = new Timer(settings, () => this.#late());
    this.#stability = new Timer(settings, () => this.#prove());
    this.#heartbeat = new Heartbeat(settings, () => this.ask());
  }
  /** @param {import("./token.js").TokenSource} source */
  async open(source) {
    this.#tokenIsFixed = typeof source === "string";
    this.#deadline.start(this.#settings.attemptMs);
    try {
      const token = await freshToken(source, this.#fetching.signal);
      if (!this.#ended) this.#on.identified(this, identityOf(token));
      if (!this.#ended) this.#shake(token);
    } catch (error) {
      if (error instanceof NotificationError && !this.#ended) this.#settings.warn(error.message);
      this.#end(error instanceof NotificationError ? error.code : "handshake_failed", error.message);
    }
  }
  /** Asks the server for what was missed. An answer is due in time; anything that arrives proves life. */
  ask() {
    if (!this.#opened || this.#ended) return;
    const ref = this.#nextRef();
    const question = this.#deliveries.question();
    this.#questions.set(ref, question);
    if (this.resumed && !this.#deadline.running) this.#deadline.start(this.#settings.answerMs);
    this.#transport?.send(encodeResume(ref, question.ask));
  }
  /** Is it still alive? Asks, unless an answer is due anyway. */
  check() {
    if (!this.#deadline.running) this.ask();
  }
  /** @param {string} text @returns {boolean} whether it went out */
  send(text) {
    return !!this.#transport?.send(text);
  }
  close() {
    if (this.#ended) return;
    this.#ended = true;
    this.#fetching.abort();
    this.#deadline.stop();
    this.#stability.stop();
    this.#heartbeat.stop();
    this.#transport?.close();
  }
  /** @param {string} token */
  #shake(token) {
    const { tokenInUrl, WebSocket } = this.#settings;
    if (!WebSocket) throw new TypeError("There is no WebSocket here");
    const url = tokenInUrl ? withToken(this.#settings.url, token) : this.#settings.url;
    this.#transport = new Transport(WebSocket, url, tokenInUrl ? [] : subprotocols(token), {
      opened: () => {
        this.#opened = true;
        this.ask();
      },
      received: (text) => this.#received(text),
      ended: (closeCode) => this.#lost(closeCode)
    });
  }
  /** @param {string} text */
  #received(text) {
    const frame = decode(text);
    if (!frame) return this.#settings.logger.warn("Unknown frame:", text);
    if (frame.close) return this.#dismissed(frame.close);
    if (this.resumed) this.#deadline.stop();
    for (const notification of frame.notifications) {
      this.#heartbeat.heard(notification.stream);
      this.#deliveries.accept(notification);
    }
    if (this.#ended) return;
    const question = frame.answer && this.#questions.get(frame.answer.ref);
    if (frame.answer && question) this.#answered(question, frame.answer);
    else if (frame.failure && !this.resumed) this.#refuse(frame.failure);
    else this.#on.frame(frame);
  }
  /** @param {import("./deliveries.js").Question} question @param {import("./protocol.js").Answer} answer */
  #answered(question, answer) {
    this.#questions.delete(answer.ref);
    if (answer.error?.code === "invalid_position" && question.ask.room) {
      this.#deliveries.forget(new NotificationError(answer.error.code, answer.error.message));
      return this.ask();
    }
    if (!this.#deliveries.answered(question, answer)) {
      const why = answer.error?.message ?? "no positions";
      return this.resumed ? this.#settings.logger.warn("Resuming failed:", why) : this.#refuse(why);
    }
    if (this.#ended) return;
    this.#heartbeat.start();
    this.#advance();
  }
  #advance() {
    if (!this.resumed) {
      this.resumed = true;
      this.#deadline.stop();
      this.#stability.start(this.#settings.stableMs);
      this.#on.resumed(this);
    } else if (this.#proving) {
      this.#proving = false;
      this.#on.stable(this);
    }
  }
  /** Asking once more soon also finds what was published before every part of the server knew this connection. */
  #prove() {
    this.#proving = true;
    this.ask();
  }
  /** @param {unknown} why */
  #refuse(why) {
    this.#end("resume_failed", why);
  }
  #late() {
    if (this.resumed) this.#end("silent", `No answer within ${this.#settings.answerMs} ms`);
    else this.#end("attempt_timeout", `Not connected within ${this.#settings.attemptMs} ms`);
  }
  /** @param {number} closeCode */
  #lost(closeCode) {
    if (this.#opened) this.#end("connection_lost", `Closed with code ${closeCode}`);
    else this.#end("handshake_failed", "Refused, or nobody reached");
  }
  /**
   * Only what the server says here can be for good. A word that is not known is none: the connection comes back.
   * @param {import("./protocol.js").Close} close
   */
  #dismissed({ code, message, return: comeBack }) {
    const forGood = comeBack === "no" || comeBack === "with_new_token" && this.#tokenIsFixed;
    this.#end(code, message ?? `The server ended the connection: ${code}`, forGood);
  }
  /** @param {string} code @param {unknown} why */
  #end(code, why, forGood = false) {
    if (this.#ended) return;
    this.close();
    this.#on.ended(this, new NotificationError(code, why), forGood);
  }
};

// src/connection.js
var REFUSALS_TO_WARN = 5;
var NEXT = {
  idle: ["connecting", "disconnected", "closed"],
  connecting: ["open", "disconnected", "closed"],
  open: ["disconnected", "closed"],
  disconnected: ["connecting", "disconnected", "closed"],
  closed: []
};
var Connection = class {
  /** @type {State} */
  #state = "idle";
  #settings;
  #token;
  #on;
  #newLink;
  /** @type {Link | undefined} */
  #link;
  /** @type {Link | undefined} the one that will take over; both are open for a while, and both deliver */
  #successor;
  #retry;
  #renewal;
  #attempts = 0;
  #refusals = 0;
  /** The application has said `disconnect`: nothing brings it back but its `connect`. */
  #away = false;
  #wokenAtMs = -Infinity;
  /** @type {{ identity: string | undefined } | undefined} whom the tokens are for, once there was one */
  #owner;
  /**
   * @param {import("./options.js").Settings} settings
   * @param {import("./token.js").TokenSource} token
   * @param {(on: import("./link.js").LinkEvents) => Link} newLink
   * @param {ConnectionEvents} on
   */
  constructor(settings, token, newLink, on) {
    this.#settings = settings;
    this.#token = token;
    this.#newLink = newLink;
    this.#on = on;
    this.#retry = new Timer(settings, () => this.attempt());
    this.#renewal = new Timer(settings, () => this.#renew());
  }
  get state() {
    return this.#state;
  }
  attempt() {
    this.#away = false;
    this.#retry.stop();
    this.#enter({ state: "connecting" });
    if (this.#state !== "connecting" || this.#link) return;
    this.#link = this.#create();
    this.#link.open(this.#token);
  }
  /** A good moment: tries at once instead of later, or looks whether an open connection is still one. */
  wake() {
    if (this.#away || this.#state !== "disconnected" && this.#state !== "open") return;
    const sinceMs = this.#settings.now() - this.#wokenAtMs;
    if (sinceMs >= 0 && sinceMs < this.#settings.wakeMs) return;
    this.#wokenAtMs = this.#settings.now();
    if (this.#state === "open") this.check();
    else this.attempt();
  }
  check() {
    this.#link?.check();
  }
  /** There is no network: what is open would only look so. Attempts go on, since a browser can be wrong about it. */
  offline() {
    this.#wokenAtMs = -Infinity;
    if (!this.#link) return;
    this.#drop();
    this.#failed(new NotificationError("offline", "The browser has no network"));
  }
  /** The application's word, also against a planned attempt. */
  connect() {
    if (this.#state === "idle" || this.#state === "disconnected") this.attempt();
  }
  disconnect() {
    if (this.#state === "closed" || this.#away) return;
    this.#away = true;
    this.#drop();
    const reason = new NotificationError("disconnected", "Disconnected by the application");
    this.#enter({ state: "disconnected", willRetry: false, delayMs: 0, reason });
  }
  ask() {
    this.#link?.ask();
  }
  /** @param {string} text @returns {boolean} whether it went out */
  send(text) {
    return this.#state === "open" && !!this.#link?.send(text);
  }
  /** @param {NotificationError} reason */
  close(reason) {
    if (this.#state === "closed") return;
    this.#drop();
    this.#enter({ state: "closed", reason });
  }
  #drop() {
    this.#retry.stop();
    this.#renewal.stop();
    this.#link?.close();
    this.#successor?.close();
    this.#link = this.#successor = void 0;
  }
  #create() {
    return this.#newLink({
      resumed: (link) => this.#resumed(link),
      stable: (link) => this.#stable(link),
      identified: (link, identity) => this.#identified(link, identity),
      ended: (link, reason, forGood) => forGood ? this.#stop(reason) : this.#ended(link, reason),
      frame: (frame) => this.#on.frame(frame)
    });
  }
  /** @param {readonly [number, number]} range */
  #renewIn(range) {
    this.#renewal.start(between(range, this.#settings.random));
  }
  #renew() {
    this.#successor = this.#create();
    this.#successor.open(this.#token);
  }
  /** @param {Link} link */
  #resumed(link) {
    this.#refusals = 0;
    if (link === this.#link) this.#opened();
  }
  #opened() {
    this.#renewIn(this.#settings.renewMs);
    this.#enter({ state: "open" });
  }
  /**
   * A token for another user or room: nothing of the one before may reach it, or come from it.
   * @param {Link} link @param {string | undefined} identity
   */
  #identified(link, identity) {
    const before = this.#owner;
    this.#owner = { identity };
    if (before && before.identity === identity) return;
    const changed = before && new NotificationError("identity_changed", "The token is for another user or room than the one before");
    if (changed && link === this.#successor) {
      this.#link?.close();
      this.#promote(changed);
    }
    this.#on.identified(identity, changed);
  }
  /** @param {Link} link */
  #stable(link) {
    this.#attempts = 0;
    if (link !== this.#successor) return;
    this.#link?.close();
    this.#takeOver();
  }
  #takeOver() {
    this.#link = this.#successor;
    this.#successor = void 0;
    this.#renewIn(this.#settings.renewMs);
    this.#on.renewed();
  }
  /** @param {Link} link @param {NotificationError} reason */
  #ended(link, reason) {
    if (link === this.#successor) {
      this.#successor = void 0;
      this.#renewIn(this.#settings.renewRetryMs);
    } else if (this.#successor?.resumed) this.#takeOver();
    else if (this.#successor) this.#promote(reason);
    else this.#failed(reason);
  }
  /** The successor was not ready in time: it becomes the next attempt. @param {NotificationError} reason */
  #promote(reason) {
    this.#link = void 0;
    this.#enter({ state: "disconnected", willRetry: true, delayMs: 0, reason });
    if (this.#state !== "disconnected" || !this.#successor) return;
    this.#link = this.#successor;
    this.#successor = void 0;
    this.#enter({ state: "connecting" });
  }
  /** @param {NotificationError} reason */
  #failed(reason) {
    this.#link = void 0;
    this.#renewal.stop();
    if (reason.code === "token_refused") return this.#stop(reason);
    if (reason.code === "handshake_failed") this.#refused();
    const delayMs = backoff(this.#attempts++, this.#settings.random, this.#settings);
    this.#retry.start(delayMs);
    this.#enter({ state: "disconnected", willRetry: true, delayMs, reason });
  }
  /**
   * Browsers hide the status of a refused handshake: a token that is not accepted, a gateway that is overloaded and a
   * wrong address look alike, so it is never the end.
   */
  #refused() {
    if (++this.#refusals !== REFUSALS_TO_WARN) return;
    this.#settings.warn(
      `${this.#refusals} handshakes in a row failed, each with a token that could be fetched. It goes on trying. If it lasts: is the address the stack's WebSocketUrl, and the token issued for this stack?`
    );
  }
  /** @param {NotificationError} reason */
  #stop(reason) {
    this.#enter({ state: "disconnected", willRetry: false, delayMs: 0, reason });
    this.close(reason);
  }
  /** @param {StateEvent} event */
  #enter(event) {
    if (!NEXT[this.#state].includes(event.state)) throw new Error(`${this.#state} cannot become ${event.state}`);
    this.#state = event.state;
    this.#on.state(event);
  }
};

// src/memory.js
var Memory = class {
  #settings;
  /** @type {string | undefined} */
  #key;
  /** @param {import("./options.js").Settings} settings */
  constructor(settings) {
    this.#settings = settings;
  }
  /**
   * Whose positions these are: two users or rooms in one tab never meet each other's.
   * @param {string | undefined} identity
   */
  bind(identity) {
    const { storage, storageKey, url, warn } = this.#settings;
    this.#key = identity ? `${storageKey ?? `hermes ${url}`} ${identity}` : storageKey;
    if (storage && !this.#key)
      warn("The position is not kept: the token does not say for which user and room it is. Give them a storageKey of their own.");
  }
  /** @returns {Positions | undefined} nothing if nothing was kept; throws if something was kept and cannot be read */
  recall() {
    if (!this.#key) return void 0;
    try {
      const text = this.#settings.storage?.getItem(this.#key) ?? null;
      if (text === null) return void 0;
      const { room, user } = JSON.parse(text);
      if (isPosition(room) && isPosition(user)) return { room, user };
      throw new TypeError(`${text} is no position`);
    } catch (error) {
      throw new NotificationError("position_unreadable", error);
    }
  }
  /** @param {Positions} positions */
  remember(positions) {
    if (!this.#key) return;
    try {
      this.#settings.storage?.setItem(this.#key, JSON.stringify(positions));
    } catch (error) {
      this.#settings.warn("The position is not kept, since the storage refuses it:", error);
    }
  }
};

// src/stream.js
var key = (epoch, offset) => `${offset}@${epoch}`;
var Stream = class {
  /** @type {Position | undefined} the last one handed over; unknown before the first answer */
  #position;
  /** The highest offset that is known to exist. */
  #head = 0;
  /** @type {Map<string, Notification>} */
  #held = /* @__PURE__ */ new Map();
  /** @param {Position} [position] */
  constructor(position) {
    this.#position = position;
    this.#head = position?.offset ?? 0;
  }
  get position() {
    return this.#position;
  }
  /** Whether something is missing. What is held then is early, or of another epoch. */
  get behind() {
    return this.#position !== void 0 && (this.#position.offset < this.#head || this.#held.size > 0);
  }
  /** @param {Notification} notification */
  accept(notification) {
    const { epoch, offset } = notification;
    this.#reach({ epoch, offset });
    if (epoch === this.#position?.epoch && offset <= this.#position.offset) return;
    this.#held.set(key(epoch, offset), notification);
  }
  /** What is next, one after the other. The position moves with each. */
  *ready() {
    while (this.#position) {
      const { epoch, offset } = this.#position;
      const next = this.#held.get(key(epoch, offset + 1));
      if (!next) return;
      this.#held.delete(key(epoch, offset + 1));
      this.#position = { epoch, offset: offset + 1 };
      yield next;
    }
  }
  /**
   * The server has sent everything up to here.
   * @param {Position} position
   * @returns {boolean} false if that is another stream than the one that was asked for
   */
  recovered(position) {
    this.#reach(position);
    if (position.epoch !== this.#position?.epoch) return false;
    for (const [at, held] of this.#held) if (held.epoch !== position.epoch) this.#held.delete(at);
    return true;
  }
  /**
   * Goes on from here; what lies between is lost, except what is held of it.
   * @param {Position} position the server's
   * @param {Position} [asked] ours when the server was asked
   * @returns {Notification[]} what was held up to there, in order
   */
  rebase(position, asked) {
    const now = this.#position;
    const overtaken = asked && now?.epoch === position.epoch && asked.offset <= position.offset;
    const offset = overtaken ? Math.max(now.offset, position.offset) : position.offset;
    const held = [...this.#held.values()].filter(({ epoch }) => epoch === position.epoch || position.epoch === "").sort((a, b) => a.offset - b.offset);
    this.#position = { epoch: position.epoch, offset };
    this.#head = offset;
    this.#held.clear();
    for (const one of held) if (one.offset > offset) this.accept(one);
    return held.filter((one) => one.offset <= offset);
  }
  /** @param {Position} position */
  #reach({ epoch, offset }) {
    if (!this.#position) return;
    if (this.#position.epoch === "" && offset > 0) this.#position = { epoch, offset: 0 };
    if (this.#position.epoch === epoch) this.#head = Math.max(this.#head, offset);
  }
};

// src/deliveries.js
var QUESTIONS_PER_GAP = 5;
var Deliveries = class {
  #settings;
  #memory;
  #on;
  /** @type {Record<StreamName, Stream>} */
  #streams = { room: new Stream(), user: new Stream() };
  /** @type {NotificationError | undefined} why the positions are not to be trusted, until the server has told new ones */
  #lost;
  #wait;
  #questions = 0;
  /** Counts the fresh starts. A question from before the last one is void. */
  #era = 0;
  #closed = false;
  /**
   * @param {import("./options.js").Settings} settings
   * @param {{ notification(notification: Notification): void, stale(reason: NotificationError): void, gap(): void }} on
   */
  constructor(settings, on) {
    this.#settings = settings;
    this.#memory = new Memory(settings);
    this.#on = on;
    this.#wait = new Timer(settings, () => this.#askAgain());
  }
  /**
   * Whose streams these are, told before anything arrives or is asked.
   * @param {string | undefined} identity
   * @param {NotificationError} [changed] they were somebody else's: nothing of those is of use
   */
  bind(identity, changed) {
    this.#memory.bind(identity);
    this.#era++;
    this.settle();
    this.#streams = { room: new Stream(), user: new Stream() };
    if (changed) this.forget(changed);
    else this.#recall();
  }
  /** @returns {Question} */
  question() {
    const at = { room: this.#streams.room.position, user: this.#streams.user.position };
    return { ask: this.#lost ? {} : at, at, era: this.#era };
  }
  /** @param {Notification} notification */
  accept(notification) {
    const stream = this.#streams[notification.stream];
    stream.accept(notification);
    this.#handOver(stream.ready());
    this.#watch();
  }
  /**
   * @param {Question} question
   * @param {import("./protocol.js").Answer} answer
   * @returns {boolean} false if it is no answer to a question
   */
  answered({ ask: ask2, at, era }, { recovered, room, user }) {
    if (!isPosition(room) || !isPosition(user)) return false;
    if (era !== this.#era) return true;
    const told = { room, user };
    const asked = ask2.room !== void 0;
    const complete = STREAMS.map((name) => recovered && this.#streams[name].recovered(told[name])).every(Boolean);
    if (asked && complete) STREAMS.forEach((name) => this.#handOver(this.#streams[name].ready()));
    else this.#rebase(told, at, asked);
    this.#watch();
    return true;
  }
  /** The positions are worthless: the next question asks for new ones. @param {NotificationError} reason */
  forget(reason) {
    this.#lost = reason;
  }
  /** Nothing to ask any more: nothing is missing, or there is no connection. */
  settle() {
    this.#wait.stop();
    this.#questions = 0;
  }
  close() {
    this.#closed = true;
    this.settle();
  }
  #recall() {
    try {
      const kept = this.#memory.recall();
      this.#streams = { room: new Stream(kept?.room), user: new Stream(kept?.user) };
    } catch (unreadable) {
      this.forget(
        /** @type {NotificationError} */
        unreadable
      );
    }
  }
  /** @param {Positions} told @param {Partial<Positions>} at @param {boolean} asked */
  #rebase(told, at, asked) {
    const held = STREAMS.map((name) => this.#streams[name].rebase(told[name], at[name]));
    const reason = asked ? new NotificationError("not_recovered", "The server no longer has what was missed") : this.#lost;
    this.#lost = void 0;
    this.#era++;
    this.settle();
    if (reason) this.#on.stale(reason);
    STREAMS.forEach((name, index) => {
      this.#handOver(held[index]);
      this.#handOver(this.#streams[name].ready());
    });
    this.#save();
  }
  /** @param {Iterable<Notification>} notifications */
  #handOver(notifications) {
    if (this.#closed) return;
    let any = false;
    for (const notification of notifications) {
      this.#on.notification(notification);
      any = true;
      if (this.#closed) break;
    }
    if (!any) return;
    this.#save();
    this.settle();
  }
  #save() {
    const room = this.#streams.room.position;
    const user = this.#streams.user.position;
    if (room && user) this.#memory.remember({ room, user });
  }
  #watch() {
    const behind = STREAMS.some((name) => this.#streams[name].behind);
    if (!behind) this.settle();
    else if (!this.#wait.running && !this.#closed) this.#wait.start(this.#settings.stragglerMs * 2 ** this.#questions);
  }
  #askAgain() {
    if (++this.#questions > QUESTIONS_PER_GAP)
      this.forget(new NotificationError("gap_unfilled", "The server does not send what is missing"));
    this.#on.gap();
    this.#watch();
  }
};

// src/options.js
var MINUTE_MS = 6e4;
var WARNINGS = 50;
function onWake(wake, offline) {
  const listening = new AbortController();
  const { signal } = listening;
  globalThis.addEventListener?.("online", wake, { signal });
  globalThis.addEventListener?.("offline", offline, { signal });
  globalThis.document?.addEventListener("visibilitychange", () => document.hidden || wake(), { signal });
  return () => listening.abort();
}
function platformSocket() {
  const { document: document2, WorkerGlobalScope, navigator, WebSocket } = (
    /** @type {any} */
    globalThis
  );
  return document2 || WorkerGlobalScope || navigator?.product === "ReactNative" ? WebSocket : void 0;
}
var defaults = () => ({
  offline: "queue",
  queueLimit: 100,
  // API Gateway takes 500 new connections a second: two seconds let a thousand clients in.
  backoffBaseMs: 2e3,
  backoffCapMs: 3e4,
  attemptMs: 2e4,
  answerMs: 2e4,
  stableMs: 1e4,
  wakeMs: 2e4,
  heartbeatMs: [5 * MINUTE_MS, 8 * MINUTE_MS],
  // API Gateway ends every connection after two hours.
  renewMs: [90 * MINUTE_MS, 115 * MINUTE_MS],
  renewRetryMs: [0.5 * MINUTE_MS, 2 * MINUTE_MS],
  stragglerMs: 1e3,
  logger: console,
  WebSocket: platformSocket(),
  // Browsers refuse to run these two as methods of another object.
  setTimeout: (fire, delayMs) => setTimeout(fire, delayMs),
  clearTimeout: (id) => clearTimeout(id),
  now: () => Date.now(),
  random: () => Math.random(),
  onWake
});
function settingsOf(address, options) {
  const url = String(address);
  const unknown = check(url, options);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== void 0));
  const settings = (
    /** @type {any} */
    { ...defaults(), ...given, url }
  );
  settings.warn = once(settings.logger);
  if (unknown.length) settings.warn(`Passed over, since there is no such option: ${unknown.join(", ")}`);
  return settings;
}
function once(logger) {
  const said = /* @__PURE__ */ new Set();
  return (text, ...more) => {
    if (said.has(text) || said.size >= WARNINGS) return;
    said.add(text);
    logger.warn(text, ...more);
  };
}

// src/outbox.js
var FRAME_BYTES = 32 * 1024;
var TRIES = 5;
var Outbox = class {
  #settings;
  #nextRef;
  #on;
  /** @type {Map<string, Entry>} in the order of sending; only the first is on its way */
  #entries = /* @__PURE__ */ new Map();
  /** Runs while the first is on its way. */
  #overdue;
  /** @type {unknown} */
  #lastFailure = "no answer came";
  /**
   * @param {import("./options.js").Settings} settings
   * @param {() => string} nextRef
   * @param {{ transmit(text: string): boolean, unanswered(): void }} on `transmit` says whether it went out
   */
  constructor(settings, nextRef, on) {
    this.#settings = settings;
    this.#nextRef = nextRef;
    this.#on = on;
    this.#overdue = new Timer(settings, () => this.#unanswered());
  }
  /**
   * @param {unknown} data
   * @param {import("./index.js").SendOptions} options
   * @param {boolean} connected
   * @returns {Promise<string>} the notification's id
   */
  async send(data, options, connected) {
    const { offline, queueLimit } = this.#settings;
    const ref = this.#nextRef();
    const text = encodeSend(ref, data, options);
    const bytes = new Blob([text]).size;
    if (bytes > FRAME_BYTES) throw new NotificationError("too_large", `${bytes} bytes, the gateway takes ${FRAME_BYTES}`);
    if (!connected && offline === "refuse") throw new NotificationError("offline", "Not connected");
    if (this.#entries.size >= queueLimit) throw new NotificationError("queue_full", `${queueLimit} already wait`);
    return new Promise((resolve, reject) => {
      this.#entries.set(ref, { text, tries: 0, resolve, reject });
      if (connected) this.#next();
    });
  }
  /** A new connection: what was on its way on another may never be answered. */
  resume() {
    this.#overdue.stop();
    this.#next();
  }
  pause() {
    this.#overdue.stop();
  }
  /** @param {import("./protocol.js").Frame} frame */
  received({ answer, failure }) {
    if (failure) this.#failed(failure);
    const entry = answer && this.#entries.get(answer.ref);
    if (!entry) return;
    if (answer.error) entry.reject(new NotificationError(answer.error.code, answer.error.message));
    else entry.resolve(answer.id ?? "");
    this.#done(answer.ref);
  }
  /** Nothing of it goes out any more. @param {NotificationError} reason */
  reject(reason) {
    this.#overdue.stop();
    for (const { reject } of this.#entries.values()) reject(reason);
    this.#entries.clear();
  }
  #next() {
    if (this.#overdue.running) return;
    for (const { text } of this.#entries.values()) {
      if (this.#on.transmit(text)) this.#overdue.start(this.#settings.answerMs);
      return;
    }
  }
  /** @param {string} ref */
  #done(ref) {
    this.#entries.delete(ref);
    this.#overdue.stop();
    this.#next();
  }
  #unanswered() {
    for (const [ref, entry] of this.#entries) {
      if (++entry.tries < TRIES) break;
      entry.reject(new NotificationError("unanswered", `Sent ${TRIES} times: ${this.#lastFailure}`));
      return this.#done(ref);
    }
    this.#on.unanswered();
    this.#next();
  }
  /** The gateway does not say what it answers; if it is the send, it goes out again soon. @param {unknown} message */
  #failed(message) {
    this.#lastFailure = message;
    if (this.#overdue.running) this.#overdue.start(backoff(1, this.#settings.random, this.#settings));
  }
};

// src/subscribers.js
var Subscribers = class {
  #logger;
  /** @type {Map<string, Set<Function>>} */
  #handlers = /* @__PURE__ */ new Map();
  /** @param {Pick<Console, "error">} logger */
  constructor(logger) {
    this.#logger = logger;
  }
  /**
   * @param {string} name
   * @param {Function} handler
   * @param {unknown} [present] it is told at once
   * @returns {() => void} removes it
   */
  add(name, handler, present) {
    if (typeof handler !== "function") throw new TypeError(`${handler} is no function to handle "${name}"`);
    const own = (...args) => handler(...args);
    const all = this.#handlers.get(name) ?? /* @__PURE__ */ new Set();
    this.#handlers.set(name, all.add(own));
    if (present !== void 0) this.#run(name, own, [present]);
    return () => {
      all.delete(own);
      if (!all.size && this.#handlers.get(name) === all) this.#handlers.delete(name);
    };
  }
  /** @param {string} name @param {...unknown} args */
  call(name, ...args) {
    const all = this.#handlers.get(name);
    for (const handler of [...all ?? []]) {
      if (all?.has(handler)) this.#run(name, handler, args);
    }
  }
  clear() {
    for (const all of this.#handlers.values()) all.clear();
    this.#handlers.clear();
  }
  /** @param {string} name @param {Function} handler @param {unknown[]} args */
  #run(name, handler, args) {
    const report = (thrown) => this.#logger.error(`A handler of "${name}" failed:`, thrown);
    try {
      Promise.resolve(handler(...args)).catch(report);
    } catch (thrown) {
      report(thrown);
    }
  }
};

// src/client.js
var NO_WEBSOCKET = "There is no WebSocket here, so nothing is connected. On a server, pass one as the option WebSocket if it is to be.";
var Client = class {
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
  /** @param {import("./index.js").Address} url @param {import("./index.js").Options} options */
  constructor(url, options) {
    const settings = this.#settings = settingsOf(url, options);
    const nextRef = refs(settings.random);
    this.#subscribers = new Subscribers(settings.logger);
    this.#events = new Subscribers(settings.logger);
    const deliveries = this.#deliveries = new Deliveries(settings, {
      notification: (notification) => this.#deliver(notification),
      stale: (reason) => this.#events.call("stale", reason),
      gap: () => this.#connection.ask()
    });
    this.#connection = new Connection(settings, settings.token, (on) => new Link({ settings, deliveries, nextRef }, on), {
      state: (event) => this.#entered(event),
      renewed: () => this.#renewed(),
      identified: (identity, changed) => this.#identified(identity, changed),
      frame: (frame) => this.#outbox.received(frame)
    });
    this.#outbox = new Outbox(settings, nextRef, {
      transmit: (text) => this.#connection.send(text),
      unanswered: () => this.#connection.check()
    });
    this.#asleep = settings.onWake(
      () => this.#connection.wake(),
      () => this.#connection.offline()
    );
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
      const remove = this.onState((event) => {
        if (event.state === state) settle(resolve);
        else if (event.state === "closed") settle(reject, event.reason);
      });
      const aborted = () => settle(reject, signal?.reason);
      signal?.addEventListener("abort", aborted);
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
    if (changed) this.#outbox.reject(changed);
  }
  /** @param {NotificationError} reason */
  #end(reason) {
    this.#asleep();
    this.#deliveries.close();
    this.#outbox.reject(reason);
    this.#subscribers.clear();
  }
};
function refs(random) {
  const prefix = [random(), random()].map((part) => Math.floor(part * 2 ** 52).toString(36)).join("-");
  let count = 0;
  return () => `${prefix}-${++count}`;
}

// src/notifications.js
var Notifications = class {
  /** @param {Client} client */
  constructor(client) {
    Object.defineProperty(this, "state", { get: () => client.state, enumerable: true, configurable: true });
    this.on = client.on.bind(client);
    this.onState = client.onState.bind(client);
    this.onRenewed = client.onRenewed.bind(client);
    this.onStale = client.onStale.bind(client);
    this.send = client.send.bind(client);
    this.when = client.when.bind(client);
    this.connect = client.connect.bind(client);
    this.disconnect = client.disconnect.bind(client);
    this.close = client.close.bind(client);
  }
};
var connect = (url, options) => new Notifications(new Client(url, options));
