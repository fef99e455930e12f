import { NotificationError } from "./error.js";
import { Memory } from "./memory.js";
import { STREAMS, isPosition } from "./protocol.js";
import { Stream } from "./stream.js";
import { Timer } from "./timer.js";

/** @typedef {import("./protocol.js").Notification} Notification */
/** @typedef {import("./protocol.js").Position} Position */
/** @typedef {import("./protocol.js").Positions} Positions */
/** @typedef {import("./protocol.js").StreamName} StreamName */

/**
 * A question to the server: what it is told (nothing: "only say where the streams are"), and where we were then.
 * `also`: what the extension asks with it.
 * @typedef {{ ask: Partial<Positions>, at: Partial<Record<StreamName, Position>>, era: number, also?: { ask: object } }} Question
 */

/** How often a gap is asked for, each time after twice the wait, before the rest is handed on without it. */
const QUESTIONS_PER_GAP = 5;

/** Two streams: what the connections bring goes in, what the application gets comes out, in order and once. */
export class Deliveries {
  #settings;
  #memory;
  #on;
  #names;
  /** @type {Record<string, Stream>} */
  #streams;
  /** @type {NotificationError | undefined} why the positions are not to be trusted, until the server has told new ones */
  #lost;
  #wait;
  #questions = 0;
  /** Counts the fresh starts. A question from before the last one is void. */
  #era = 0;
  #closed = false;
  /** @type {import("./room.js").Extension | undefined} */
  extension;

  /**
   * @param {import("./options.js").Settings} settings
   * @param {{ notification(notification: Notification): void, stale(reason: NotificationError): void, gap(): boolean, arrived?(notification: Notification): void }} on `gap` asks, and says whether it could; `arrived` gets what is of another stream
   * @param {readonly StreamName[]} [names]
   * @param {string} [room]
   */
  constructor(settings, on, names = STREAMS, room = "") {
    this.#settings = settings;
    this.#memory = new Memory(settings, room);
    this.#on = on;
    this.#names = names;
    this.#streams = this.#begun();
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
    this.#streams = this.#begun();
    if (changed) {
      this.forget(changed);
      this.extension?.forget(changed);
    } else this.#recall();
  }

  /** @returns {any} by stream; unknown ones before the first answer */
  get positions() {
    return this.#byName((name) => this.#streams[name].position);
  }

  /** @returns {Question} */
  question() {
    const at = this.positions;
    return { ask: this.#lost ? {} : at, at, era: this.#era, also: this.extension?.question() };
  }

  /** @param {Notification} notification */
  accept(notification) {
    const stream = this.#streams[notification.stream];
    if (!stream) return (this.extension ?? this.#on).arrived?.(notification);
    stream.accept(notification);
    this.#handOver(stream.ready());
    this.#watch();
  }

  /**
   * @param {Question} question
   * @param {import("./protocol.js").RoomAnswer} answer
   * @returns {boolean} false if it is no answer to a question
   */
  answered({ ask, at, era, also }, answer) {
    const told = /** @type {any} */ (answer);
    if (!this.#names.every((name) => isPosition(told[name]))) return false;
    if (also) this.extension?.answered(also, answer);
    if (era !== this.#era) return true;
    const asked = !!Object.values(ask)[0];
    // No short cut after the first that failed: each has to hear where it is.
    const complete = this.#names.map((name) => told.recovered && this.#streams[name].recovered(told[name], at[name])).every(Boolean);
    if (asked && complete) this.#names.forEach((name) => this.#handOver(this.#streams[name].ready()));
    else this.#rebase(told, at, asked);
    this.#watch();
    return true;
  }

  /** The positions are worthless: the next question asks for new ones. @param {NotificationError} reason */
  forget(reason) {
    this.#lost = reason;
  }

  /** A question that the server did not look at counts for nothing. */
  postponed() {
    if (this.#questions) this.#questions--;
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

  /** Final, and nothing is kept of it. */
  leave() {
    this.#memory.forget();
    this.close();
  }

  /** @param {any} [positions] */
  #begun(positions) {
    return this.#byName((name) => new Stream(positions?.[name]));
  }

  /** @template T @param {(name: StreamName) => T} value @returns {Record<string, T>} */
  #byName(value) {
    return Object.fromEntries(this.#names.map((name) => [name, value(name)]));
  }

  #recall() {
    try {
      this.#streams = this.#begun(this.#memory.recall());
    } catch (unreadable) {
      this.forget(/** @type {NotificationError} */ (unreadable));
    }
  }

  /** @param {any} told @param {any} at @param {boolean} asked */
  #rebase(told, at, asked) {
    const held = this.#names.map((name) => this.#streams[name].rebase(told[name], at[name]));
    const reason = asked ? new NotificationError("not_recovered", "The server no longer has what was missed") : this.#lost;
    this.#lost = undefined;
    this.#era++;
    this.settle();
    if (reason) this.#on.stale(reason);
    this.#names.forEach((name, index) => {
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
      // Before the next one is taken: it was not handed over, so the position must not say so.
      if (this.#closed) break;
    }
    if (!any) return;
    // Only now: a page that goes away in a handler gets the notification again.
    this.#save();
    this.settle();
  }

  #save() {
    const { positions } = this;
    if (Object.values(positions).every(Boolean)) this.#memory.remember(positions);
  }

  #watch() {
    const behind = this.#names.some((name) => this.#streams[name].behind);
    if (!behind) this.settle();
    else if (!this.#wait.running && !this.#closed) this.#wait.start(this.#settings.stragglerMs * 2 ** this.#questions);
  }

  #askAgain() {
    if (this.#questions >= QUESTIONS_PER_GAP)
      this.forget(new NotificationError("gap_unfilled", "The server does not send what is missing"));
    if (this.#on.gap()) this.#questions++;
    this.#watch();
  }
}
