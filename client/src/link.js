import { NotificationError, textOf } from "./error.js";
import { Heartbeat } from "./heartbeat.js";
import { decode, encodeResume } from "./protocol.js";
import { Timer } from "./timer.js";
import { freshToken } from "./token.js";
import { Transport } from "./transport.js";

/**
 * What a link tells its connection. Nothing comes after `ended`, and nothing at all after `close()`.
 * @typedef {object} LinkEvents
 * @property {(link: Link) => void} resumed it works: everything missed has been asked for and answered
 * @property {(link: Link) => void} stable it has lived for a while and still answers
 * @property {(link: Link, reason: NotificationError) => void} ended
 * @property {(frame: import("./protocol.js").Frame) => void} frame what concerns the sends
 */

/** The life of one socket: token, handshake, resume, heartbeats, end. */
export class Link {
  #settings;
  #url;
  #inbox;
  #nextRef;
  #on;
  /** @type {Transport | undefined} */
  #transport;
  #deadline;
  #stability;
  #heartbeat;
  /** @type {Map<string, import("./inbox.js").Question>} */
  #questions = new Map();
  #opened = false;
  #ended = false;
  resumed = false;
  #proving = false;

  /**
   * @param {{ settings: import("./options.js").Settings, url: string, inbox: import("./inbox.js").Inbox, nextRef: () => string }} parts
   * @param {LinkEvents} on
   */
  constructor({ settings, url, inbox, nextRef }, on) {
    this.#settings = settings;
    this.#url = url;
    this.#inbox = inbox;
    this.#nextRef = nextRef;
    this.#on = on;
    this.#deadline = new Timer(settings, () => this.#late());
    this.#stability = new Timer(settings, () => this.#prove());
    this.#heartbeat = new Heartbeat(settings, () => this.ask());
  }

  /** @param {import("./token.js").TokenSource} source */
  async open(source) {
    this.#deadline.start(this.#settings.attemptMs);
    try {
      const token = await freshToken(source);
      if (!this.#ended) this.#shake(token);
    } catch (error) {
      this.#end(error instanceof NotificationError ? error : new NotificationError("handshake_failed", textOf(error)));
    }
  }

  /** Asks the server for what was missed. An answer is due in time; anything that arrives proves life. */
  ask() {
    if (!this.#opened || this.#ended) return;
    const ref = this.#nextRef();
    const question = this.#inbox.question();
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
    return !this.#ended && (this.#transport?.send(text) ?? false);
  }

  close() {
    if (this.#ended) return;
    this.#ended = true;
    this.#deadline.stop();
    this.#stability.stop();
    this.#heartbeat.stop();
    this.#transport?.close();
  }

  /** @param {string} token */
  #shake(token) {
    const address = new URL(this.#url);
    address.searchParams.set("token", token);
    this.#transport = new Transport(this.#settings.WebSocket, address.href, {
      opened: () => {
        this.#opened = true;
        this.ask();
      },
      received: (text) => this.#received(text),
      ended: (closeCode) => this.#end(this.#closing(closeCode)),
    });
  }

  /** @param {string} text */
  #received(text) {
    const frame = decode(text);
    if (!frame) return this.#settings.logger.warn(`Passed over a frame that is none of ours: ${String(text).slice(0, 200)}`);
    if (this.resumed) this.#deadline.stop();
    for (const notification of frame.notifications) {
      this.#heartbeat.heard(notification.stream);
      this.#inbox.accept(notification);
    }
    if (this.#ended) return;
    const question = frame.answer && this.#questions.get(frame.answer.ref);
    if (frame.answer && question) this.#answered(question, frame.answer);
    else if (frame.failure !== undefined && !this.resumed) this.#refuse(frame.failure);
    else this.#on.frame(frame);
  }

  /** @param {import("./inbox.js").Question} question @param {import("./protocol.js").Answer} answer */
  #answered(question, answer) {
    this.#questions.delete(answer.ref);
    if (answer.error?.code === "invalid_position" && question.ask.room) {
      this.#inbox.forget(new NotificationError(answer.error.code, answer.error.message));
      return this.ask();
    }
    if (answer.error || !this.#inbox.answered(question, answer)) {
      const why = answer.error?.message ?? "the answer has no positions";
      return this.resumed ? this.#settings.logger.warn(`resume failed: ${why}`) : this.#refuse(why);
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

  /** @param {string} why */
  #refuse(why) {
    this.#end(new NotificationError("resume_failed", `The server could not resume: ${why}`));
  }

  #late() {
    this.#end(
      this.resumed
        ? new NotificationError("silent", `The server said nothing for ${this.#settings.answerMs} ms after a question.`)
        : new NotificationError("attempt_timeout", `Not connected after ${this.#settings.attemptMs} ms.`),
    );
  }

  /** @param {number} closeCode */
  #closing(closeCode) {
    return this.#opened
      ? new NotificationError("connection_lost", `The connection was closed with code ${closeCode}.`)
      : new NotificationError("handshake_failed", "The gateway refused the connection, or cannot be reached.");
  }

  /** @param {NotificationError} reason */
  #end(reason) {
    if (this.#ended) return;
    this.close();
    this.#on.ended(this, reason);
  }
}
