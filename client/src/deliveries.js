import { NotificationError } from "./error.js";
import { Memory } from "./memory.js";
import { STREAMS, isPosition } from "./protocol.js";
import { Stream } from "./stream.js";
import { Timer } from "./timer.js";

/** @typedef {import("./protocol.js").Notification} Notification */
/** @typedef {import("./protocol.js").Positions} Positions */
/** @typedef {import("./protocol.js").StreamName} StreamName */

/**
 * A question to the server: what it is told (nothing: "only say where the streams are"), and where we were then.
 * @typedef {{ ask: Partial<Positions>, at: Partial<Positions>, era: number }} Question
 */

/** How often a gap is asked for, each time after twice the wait, before the rest is handed on without it. */
const QUESTIONS_PER_GAP = 5;

/** Both streams: what the connections bring goes in, what the application gets comes out, in order and once. */
export class Deliveries {
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
   * @param {{ notification(notification: Notification): void, stale(reason: NotificationError): void, gap(): boolean }} on `gap` asks, and says whether it could
   * @param {string} room
   */
  constructor(settings, on, room) {
    this.#settings = settings;
    this.#memory = new Memory(settings, room);
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
   * @param {import("./protocol.js").RoomAnswer} answer
   * @returns {boolean} false if it is no answer to a question
   */
  answered({ ask, at, era }, { recovered, room, user }) {
    if (!isPosition(room) || !isPosition(user)) return false;
    if (era !== this.#era) return true;
    const told = { room, user };
    const asked = ask.room !== undefined;
    // No short cut after the first that failed: each has to hear where it is.
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

  #recall() {
    try {
      const kept = this.#memory.recall();
      this.#streams = { room: new Stream(kept?.room), user: new Stream(kept?.user) };
    } catch (unreadable) {
      this.forget(/** @type {NotificationError} */ (unreadable));
    }
  }

  /** @param {Positions} told @param {Partial<Positions>} at @param {boolean} asked */
  #rebase(told, at, asked) {
    const held = STREAMS.map((name) => this.#streams[name].rebase(told[name], at[name]));
    const reason = asked ? new NotificationError("not_recovered", "The server no longer has what was missed") : this.#lost;
    this.#lost = undefined;
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
      // Before the next one is taken: it was not handed over, so the position must not say so.
      if (this.#closed) break;
    }
    if (!any) return;
    // Only now: a page that goes away in a handler gets the notification again.
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
    if (this.#questions >= QUESTIONS_PER_GAP)
      this.forget(new NotificationError("gap_unfilled", "The server does not send what is missing"));
    if (this.#on.gap()) this.#questions++;
    this.#watch();
  }
}
