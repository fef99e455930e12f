import { between } from "./backoff.js";
import { NotificationError } from "./error.js";
import { identityOf, lifeMsOf } from "./identity.js";
import { Membership } from "./membership.js";
import { HOME, decode, subprotocols, waitMs, withToken } from "./protocol.js";
import { Timer } from "./timer.js";
import { freshToken } from "./token.js";

/**
 * What a link tells its connection. Nothing comes after `ended`, and nothing at all after `close()`.
 * @typedef {object} LinkEvents
 * @property {(link: Link) => void} resumed it works: everything missed has been asked for and answered
 * @property {(link: Link) => void} stable it has lived for a while and still answers
 * @property {(link: Link, identity: string | undefined) => void} identified whom its token is for, before it shakes hands
 * @property {(link: Link, reason: NotificationError, forGood: boolean) => void} ended `forGood`: the server wants it so
 * @property {() => void} renew its socket will end soon
 * @property {(frame: import("./protocol.js").Frame) => void} frame what concerns the sends
 */

const OPEN = 1;
const IGNORE = () => {};

/** How often the server may put off the first answer before the attempt has failed. */
const POSTPONEMENTS = 5;

/** The life of one socket: token, handshake, resume, heartbeats, end. */
export class Link {
  #settings;
  /** @type {import("./room.js").Room} */
  #home;
  #membership;
  #on;
  /** @type {import("./index.js").SocketLike | undefined} */
  #socket;
  #deadline;
  #stability;
  #heartbeat;
  /** Runs while the server wants no question. */
  #postponement;
  #postponements = 0;
  #fetching = new AbortController();
  /** A fixed token cannot be replaced by a new one. */
  #tokenIsFixed;
  #opened = false;
  #ended = false;
  resumed = false;
  /** How long the token lets it live, from when on. */
  lifeMs = Infinity;
  bornAtMs = 0;
  #proving = false;

  /**
   * @param {import("./room.js").Core} core
   * @param {LinkEvents} on
   */
  constructor(core, on) {
    const { settings } = core;
    this.#settings = settings;
    this.#tokenIsFixed = typeof settings.token === "string";
    this.#home = core.rooms.get(HOME);
    this.#on = on;
    this.#membership = new Membership(core, this);
    this.#deadline = new Timer(settings, () => this.#late());
    this.#stability = new Timer(settings, () => this.#prove());
    this.#heartbeat = new Timer(settings, () => this.#beat());
    this.#postponement = new Timer(settings, () => this.ask());
  }

  async open() {
    this.#deadline.start(this.#settings.attemptMs);
    try {
      const token = await freshToken(this.#settings.token, this.#fetching.signal);
      this.bornAtMs = this.#settings.now();
      // With the same token again the next connection would end at the same moment.
      if (!this.#tokenIsFixed) this.lifeMs = lifeMsOf(token, this.bornAtMs);
      if (!this.#ended) this.#on.identified(this, identityOf(token));
      if (!this.#ended) this.#shake(token);
    } catch (/** @type {any} */ error) {
      if (error instanceof NotificationError && !this.#ended) this.#settings.warn(error.message);
      this.#end(error instanceof NotificationError ? error.code : "handshake_failed", error.message);
    }
  }

  /**
   * Asks the server for what was missed. An answer is due in time; anything that arrives proves life.
   * @param {import("./room.js").Room[]} [rooms] all, if left out
   * @returns {boolean} false if this is no time for questions
   */
  ask(rooms = this.#membership.all()) {
    if (!this.#opened || this.#ended || this.#postponement.running) return false;
    if (!this.#deadline.running) this.#deadline.start(this.resumed ? this.#settings.answerMs : this.#settings.attemptMs);
    return this.#membership.ask(rooms);
  }

  /** Joins and leaves what has changed. */
  settle() {
    if (this.#opened && !this.#ended) this.#membership.settle();
  }

  /** Soon asks once more: it may be that not every part of the server knows yet. */
  joined() {
    this.#stability.start(this.#settings.stableMs);
  }

  /** Is it still alive? Asks, unless an answer is due anyway. */
  check() {
    if (!this.#deadline.running) this.ask();
  }

  /** @param {string} text @returns {boolean} whether it went out */
  send(text) {
    if (this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(text);
    return true;
  }

  close() {
    if (this.#ended) return;
    this.#ended = true;
    this.#fetching.abort();
    this.#deadline.stop();
    this.#stability.stop();
    this.#heartbeat.stop();
    this.#postponement.stop();
    this.#membership.close();
    if (!this.#socket) return;
    // The error handler stays: without one, Node's sockets throw when they are closed during the handshake.
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close(1000);
  }

  /** @param {string} token */
  #shake(token) {
    const { url, tokenInUrl, WebSocket } = /** @type {Required<import("./options.js").Settings>} */ (this.#settings);
    const socket = (this.#socket = tokenInUrl ? new WebSocket(withToken(url, token), []) : new WebSocket(url, subprotocols(token)));
    socket.onopen = () => {
      this.#opened = true;
      this.ask();
    };
    socket.onmessage = ({ data }) => this.#received(data);
    // An error says nothing and is always followed by a close.
    socket.onerror = IGNORE;
    socket.onclose = ({ code }) => this.#lost(code);
    socket.onrenew = this.#on.renew;
  }

  /** @param {string} text */
  #received(text) {
    const frame = decode(text);
    if (!frame) return this.#settings.logger.warn("Unknown frame:", text);
    if (frame.close) return this.#dismissed(frame.close);
    if (this.resumed) this.#deadline.stop();
    for (const notification of frame.notifications) this.#membership.accept(notification);
    if (this.#ended) return;
    const question = this.#membership.received(frame.all);
    if (frame.answer && question) this.#answered(question, frame.answer);
    else if (frame.failure && !this.resumed) this.#refuse(frame.failure);
    else this.#on.frame(frame);
  }

  /** @param {import("./membership.js").Question} question @param {import("./protocol.js").Answer} answer */
  #answered(question, answer) {
    const { error } = answer;
    if (error?.code === "invalid_position" && this.#forget(question, error)) return;
    if (error?.code === "resume_too_often") return this.#postpone(question, error);
    const home = question.get(this.#home);
    if (error || (home && !this.#home.deliveries.answered(home, answer))) {
      const why = error?.message ?? "no positions";
      return this.resumed ? this.#settings.logger.warn("Resuming failed:", why) : this.#refuse(why);
    }
    if (this.#ended) return;
    this.#postponements = 0;
    if (home) this.#advance();
    this.#membership.answered(question, answer);
  }

  /**
   * The server does not say which.
   * @param {import("./membership.js").Question} question @param {import("./protocol.js").Refusal} refusal
   * @returns {boolean} whether it was told any
   */
  #forget(question, { code, message }) {
    const told = [...question].filter(([, { ask }]) => ask.room);
    for (const [{ deliveries }] of told) deliveries.forget(new NotificationError(code, message));
    if (told.length) this.ask([...question.keys()]);
    return told.length > 0;
  }

  /**
   * Nothing was asked, so nothing is lost: the same question comes later. All tabs of a user are told the same time: they
   * must not come back in step, nor all the time.
   * @param {import("./membership.js").Question} question @param {import("./protocol.js").Refusal} refusal
   */
  #postpone(question, refusal) {
    if (!this.resumed && this.#postponements >= POSTPONEMENTS) return this.#refuse(refusal.message);
    this.#deadline.stop();
    for (const { deliveries } of question.keys()) deliveries.postponed();
    const from = waitMs({ ...refusal, retry_after: Number(refusal.retry_after) * 2 ** this.#postponements++ });
    this.#postponement.start(between([from, 2 * from], this.#settings.random));
  }

  #advance() {
    this.#beatLater();
    if (!this.resumed) {
      this.resumed = true;
      this.#deadline.stop();
      this.joined();
      this.#on.resumed(this);
    } else if (this.#proving) {
      this.#proving = false;
      this.#on.stable(this);
    }
  }

  /**
   * Whatever is heard: of several streams one is nearly always silent, and its last notification may be lost. The interval
   * stays below the gateway's idle limit of 10 minutes, even when a browser delays the timers of a hidden page by a minute.
   */
  #beatLater() {
    this.#heartbeat.start(between(this.#settings.heartbeatMs, this.#settings.random));
  }

  #beat() {
    this.#beatLater();
    this.ask();
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
    const forGood = comeBack === "no" || (comeBack === "with_new_token" && this.#tokenIsFixed);
    this.#end(code, message ?? `The server ended the connection: ${code}`, forGood);
  }

  /** @param {string} code @param {unknown} why */
  #end(code, why, forGood = false) {
    if (this.#ended) return;
    this.close();
    this.#on.ended(this, new NotificationError(code, why), forGood);
  }
}
