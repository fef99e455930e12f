import { backoff, between } from "./backoff.js";
import { NotificationError } from "./error.js";
import { Link } from "./link.js";
import { Timer } from "./timer.js";

/** @typedef {import("./index.js").State} State */

/**
 * As the application gets it, with codes that may come from the server.
 * @typedef {{ state: "connecting" | "open", reason?: undefined }
 *   | { state: "disconnected", willRetry: boolean, delayMs: number, reason: NotificationError }
 *   | { state: "closed", reason: NotificationError }} StateEvent
 */

/** In parts of the life that a token gives: early enough for the next connection to be stable before. */
const RENEW_AT = /** @type {const} */ ([0.7, 0.85]);

/** Whatever a token says: a handshake costs more than a short break. */
const SOONEST_RENEWAL_MS = 5_000;

/** So many handshakes in a row that fail with fresh tokens are worth a word: a wrong address looks the same. */
const REFUSALS_TO_WARN = 5;

/**
 * @typedef {object} ConnectionEvents
 * @property {(event: StateEvent) => void} state
 * @property {() => void} renewed the connection was replaced before the gateway would have ended it
 * @property {(identity: string | undefined, changed?: NotificationError) => void} identified whom a new token is for;
 *     `changed`: it is another than before
 * @property {(frame: import("./protocol.js").Frame) => void} frame
 */

/** Keeps one link alive: replaces it when it ends, and before the gateway would end it. */
export class Connection {
  /** @type {State} */
  #state = "idle";
  #settings;
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
   * @param {(on: import("./link.js").LinkEvents) => Link} newLink
   * @param {ConnectionEvents} on
   */
  constructor(settings, newLink, on) {
    this.#settings = settings;
    this.#newLink = newLink;
    this.#on = on;
    this.#retry = new Timer(settings, () => this.attempt());
    this.#renewal = new Timer(settings, () => this.#renew());
  }

  attempt() {
    this.#away = false;
    this.#retry.stop();
    this.#enter({ state: "connecting" });
    // The event's handlers may have closed it, or left and come back.
    if (this.#state !== "connecting" || this.#link) return;
    this.#link = this.#create();
    // Only now that it is known here: the token function may close the client.
    this.#link.open();
  }

  /** A good moment: tries at once instead of later, or looks whether an open connection is still one. */
  wake() {
    if (this.#away || (this.#state !== "disconnected" && this.#state !== "open")) return;
    const sinceMs = this.#settings.now() - this.#wokenAtMs;
    // A clock that was set back counts as long ago.
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

  /** @param {import("./room.js").Room} room @returns {boolean} whether it could */
  ask(room) {
    return !!this.#link?.ask([room]);
  }

  /** The link that is there to stay. */
  get newest() {
    return this.#successor ?? this.#link;
  }

  /** Rooms are joined and left on both links: the second one will take over. */
  settle() {
    this.#link?.settle();
    this.#successor?.settle();
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
    this.#link = this.#successor = undefined;
  }

  #create() {
    return this.#newLink({
      resumed: (link) => this.#resumed(link),
      stable: (link) => this.#stable(link),
      identified: (link, identity) => this.#identified(link, identity),
      ended: (link, reason, forGood) => (forGood ? this.#stop(reason) : this.#ended(link, reason)),
      // Not while it is being renewed, or not open yet.
      renew: () => this.#renewal.running && this.#renewal.start(0),
      frame: (frame) => this.#on.frame(frame),
    });
  }

  /** Before the gateway or the token would end it. */
  #renewInTime() {
    const drawn = this.#settings.random();
    const { lifeMs = Infinity, bornAtMs = 0 } = this.#link ?? {};
    const tokenMs = bornAtMs + lifeMs * between(RENEW_AT, () => drawn) - this.#settings.now();
    this.#renewal.start(Math.min(between(this.#settings.renewMs, () => drawn), Math.max(tokenMs, SOONEST_RENEWAL_MS)));
  }

  #renew() {
    this.#successor = this.#create();
    this.#successor.open();
  }

  /** @param {Link} link */
  #resumed(link) {
    this.#refusals = 0;
    if (link === this.#link) this.#opened();
  }

  #opened() {
    this.#renewInTime();
    this.#enter({ state: "open" });
  }

  /**
   * A token for another user or room: nothing of the one before may reach it, or come from it.
   * @param {Link} link @param {string | undefined} identity
   */
  #identified(link, identity) {
    const before = this.#owner;
    this.#owner = { identity };
    const changed = before && before.identity !== identity ? new NotificationError("identity_changed", "The token is for another user or room than the one before") : undefined;
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
    this.#successor = undefined;
    this.#renewInTime();
    this.#on.renewed();
  }

  /** @param {Link} link @param {NotificationError} reason */
  #ended(link, reason) {
    if (link === this.#successor) {
      this.#successor = undefined;
      // The link it was to replace still works. If the token was refused, that will end with it.
      this.#renewal.start(between(this.#settings.renewRetryMs, this.#settings.random));
    } else if (this.#successor?.resumed) this.#takeOver();
    else if (this.#successor) this.#promote(reason);
    else this.#failed(reason);
  }

  /** The successor was not ready in time: it becomes the next attempt. @param {NotificationError} reason */
  #promote(reason) {
    this.#link = undefined;
    this.#enter({ state: "disconnected", willRetry: true, delayMs: 0, reason });
    if (this.#state !== "disconnected" || !this.#successor) return;
    this.#link = this.#successor;
    this.#successor = undefined;
    this.#enter({ state: "connecting" });
  }

  /** @param {NotificationError} reason */
  #failed(reason) {
    this.#link = undefined;
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
      `${this.#refusals} handshakes in a row failed, each with a token that could be fetched. It goes on trying. ` +
        "If it lasts: is the address the stack's WebSocketUrl, and the token issued for this stack?",
    );
  }

  /** @param {NotificationError} reason */
  #stop(reason) {
    this.#enter({ state: "disconnected", willRetry: false, delayMs: 0, reason });
    this.close(reason);
  }

  /** @param {StateEvent} event */
  #enter(event) {
    this.#state = event.state;
    this.#on.state(event);
  }
}
