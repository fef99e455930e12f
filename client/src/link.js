import { between } from "./backoff.js";
import { NotificationError } from "./error.js";
import { Heartbeat } from "./heartbeat.js";
import { identityOf, lifeMsOf } from "./identity.js";
import { decode, encodeResume, subprotocols, waitMs, withToken } from "./protocol.js";
import { Timer } from "./timer.js";
import { freshToken } from "./token.js";
import { Transport } from "./transport.js";

/**
 * What a link tells its connection. Nothing comes after `ended`, and nothing at all after `close()`.
 * @typedef {object} LinkEvents
 * @property {(link: Link) => void} resumed it works: everything missed has been asked for and answered
 * @property {(link: Link) => void} stable it has lived for a while and still answers
 * @property {(link: Link, identity: string | undefined) => void} identified whom its token is for, before it shakes hands
 * @property {(link: Link, reason: NotificationError, forGood: boolean) => void} ended `forGood`: the server wants it so
 * @property {(frame: import("./protocol.js").Frame) => void} frame what concerns the sends
 */

/** How often the server may put off the first answer before the attempt has failed. */
const POSTPONEMENTS = 5;

/** The life of one socket: token, handshake, resume, heartbeats, end. */
export class Link {
  #settings;
  #deliveries;
  #nextRef;
  #on;
  /** @type {Transport | undefined} */
  #transport;
  #deadline;
  #stability;
  #heartbeat;
  /** Runs while the server wants no question. */
  #postponement;
  #postponements = 0;
  /** @type {Map<string, import("./deliveries.js").Question>} */
  #questions = new Map();
  #fetching = new AbortController();
  /** A fixed token cannot be replaced by a new one. */
  #tokenIsFixed = false;
  #opened = false;
  #ended = false;
  resumed = false;
  /** How long the token lets it live, from when on. */
  lifeMs = Infinity;
  bornAtMs = 0;
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
    this.#postponement = new Timer(settings, () => this.ask());
  }

  /** @param {import("./token.js").TokenSource} source */
  async open(source) {
    this.#tokenIsFixed = typeof source === "string";
    this.#deadline.start(this.#settings.attemptMs);
    try {
      const token = await freshToken(source, this.#fetching.signal);
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
   * @returns {boolean} false if this is no time for questions
   */
  ask() {
    if (!this.#opened || this.#ended || this.#postponement.running) return false;
    const ref = this.#nextRef();
    const question = this.#deliveries.question();
    this.#questions.set(ref, question);
    if (!this.#deadline.running) this.#deadline.start(this.resumed ? this.#settings.answerMs : this.#settings.attemptMs);
    return !!this.#transport?.send(encodeResume(ref, { ...question.ask, ...question.also?.ask }));
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
    this.#postponement.stop();
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
      ended: (closeCode) => this.#lost(closeCode),
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
      this.ask();
      return;
    }
    if (answer.error?.code === "resume_too_often") return this.#postpone(answer.error);
    if (!this.#deliveries.answered(question, answer)) {
      const why = answer.error?.message ?? "no positions";
      return this.resumed ? this.#settings.logger.warn("Resuming failed:", why) : this.#refuse(why);
    }
    if (this.#ended) return;
    this.#postponements = 0;
    this.#heartbeat.start();
    this.#advance();
  }

  /**
   * Nothing was asked, so nothing is lost: the same question comes later. All tabs of a user are told the same time: they
   * must not come back in step, nor all the time.
   * @param {import("./protocol.js").Refusal} refusal
   */
  #postpone(refusal) {
    if (!this.resumed && this.#postponements >= POSTPONEMENTS) return this.#refuse(refusal.message);
    this.#deadline.stop();
    this.#deliveries.postponed();
    const from = waitMs({ ...refusal, retry_after: Number(refusal.retry_after) * 2 ** this.#postponements++ });
    this.#postponement.start(between([from, 2 * from], this.#settings.random));
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
