import { backoff, between } from "./backoff.js";
import { NotificationError } from "./error.js";
import { Link } from "./link.js";
import { Timer } from "./timer.js";

/**
 * `idle` until the first attempt; `disconnected` while waiting for the next one; `closed` for good.
 * @typedef {"idle" | "connecting" | "open" | "disconnected" | "closed"} State
 */

/**
 * `renewed` is no change of state: the connection was replaced before the gateway would have ended it.
 * @typedef {{ state: "connecting" | "open", reason?: undefined } | { state: "renewed", reason?: undefined }
 *   | { state: "disconnected", willRetry: boolean, delayMs: number, reason: NotificationError }
 *   | { state: "closed", reason: NotificationError }} StateEvent
 */

/** @type {Record<State, State[]>} */
const NEXT = {
  idle: ["connecting", "closed"],
  connecting: ["open", "disconnected", "closed"],
  open: ["disconnected", "closed"],
  disconnected: ["connecting", "closed"],
  closed: [],
};

/** Keeps one link alive: replaces it when it ends, and before the gateway would end it. */
export class Connection {
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

  /**
   * @param {import("./options.js").Settings} settings
   * @param {import("./token.js").TokenSource} token
   * @param {(on: import("./link.js").LinkEvents) => Link} newLink
   * @param {{ state(event: StateEvent): void, frame(frame: import("./protocol.js").Frame): void }} on
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
    this.#retry.stop();
    this.#enter({ state: "connecting" });
    if (this.#state !== "connecting") return;
    this.#link = this.#create();
    // Only now that it is known here: the token function may close the client.
    this.#link.open(this.#token);
  }

  /** A good moment: tries at once instead of later, or looks whether an open connection is still one. */
  wake() {
    if (this.#state === "disconnected") this.attempt();
    else this.#link?.check();
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
    this.#retry.stop();
    this.#renewal.stop();
    this.#link?.close();
    this.#successor?.close();
    this.#link = this.#successor = undefined;
    this.#enter({ state: "closed", reason });
  }

  #create() {
    return this.#newLink({
      resumed: (link) => this.#resumed(link),
      stable: (link) => this.#stable(link),
      ended: (link, reason) => this.#ended(link, reason),
      frame: (frame) => this.#on.frame(frame),
    });
  }

  /** @param {[number, number]} range */
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

  /** @param {Link} link */
  #stable(link) {
    this.#attempts = 0;
    if (link !== this.#successor) return;
    this.#link?.close();
    this.#takeOver();
  }

  #takeOver() {
    this.#link = this.#successor;
    this.#successor = undefined;
    this.#renewIn(this.#settings.renewMs);
    this.#on.state({ state: "renewed" });
  }

  /** @param {Link} link @param {NotificationError} reason */
  #ended(link, reason) {
    if (link === this.#successor) {
      this.#successor = undefined;
      // The link it was to replace still works. If the token was refused, that will end with it.
      this.#renewIn(this.#settings.renewRetryMs);
    } else if (this.#successor?.resumed) this.#takeOver();
    else if (this.#successor) this.#promote(reason);
    else this.#failed(reason);
  }

  /** The successor was not ready in time: it becomes the next attempt. @param {NotificationError} reason */
  #promote(reason) {
    this.#link = undefined;
    this.#enter({ state: "disconnected", willRetry: true, delayMs: 0, reason });
    if (this.#state !== "disconnected") return;
    this.#link = this.#successor;
    this.#successor = undefined;
    this.#enter({ state: "connecting" });
  }

  /** @param {NotificationError} reason */
  #failed(reason) {
    this.#link = undefined;
    this.#renewal.stop();
    const final = this.#finalReason(reason);
    if (final) return this.#stop(final);
    const delayMs = backoff(this.#attempts++, this.#settings.random, this.#settings);
    this.#retry.start(delayMs);
    this.#enter({ state: "disconnected", willRetry: true, delayMs, reason });
  }

  /**
   * Browsers hide the status of a refused handshake. But an attempt begins with a fresh token, fetched over the same
   * network: if that works again and again and the handshake never does, it is the gateway that refuses.
   * @param {NotificationError} reason
   */
  #finalReason(reason) {
    if (reason.code === "token_refused") return reason;
    if (reason.code !== "handshake_failed" || !this.#settings.online()) return undefined;
    if (++this.#refusals < this.#settings.refusalLimit) return undefined;
    return new NotificationError("handshake_refused", `${this.#refusals} in a row failed, each with a fresh token`);
  }

  /** @param {NotificationError} reason */
  #stop(reason) {
    this.#enter({ state: "disconnected", willRetry: false, delayMs: 0, reason });
    this.close(reason);
  }

  /** @param {Exclude<StateEvent, { state: "renewed" }>} event */
  #enter(event) {
    if (!NEXT[this.#state].includes(event.state)) throw new Error(`${this.#state} cannot become ${event.state}`);
    this.#state = event.state;
    this.#on.state(event);
  }
}
