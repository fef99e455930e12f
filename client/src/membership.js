import { NotificationError } from "./error.js";
import { FRAME_BYTES, HOME, ROOMS_TOGETHER, bytesOf, encodeResume } from "./protocol.js";
import { Timer } from "./timer.js";

/** @typedef {import("./room.js").Room} Room */
/** @typedef {import("./protocol.js").RoomAnswer} RoomAnswer */
/** @typedef {import("./protocol.js").Refusal & { return?: string }} Refusal */

/** What the socket is in, or is about to be: `turn` as in the room; `busy` while an answer decides it. */
/** @typedef {{ turn: object | undefined, busy: boolean }} Entry */
/** @typedef {Map<any, import("./deliveries.js").Question & { entry?: Entry | undefined }>} Question by room */

/** Nothing is said about rooms by servers that know none. @type {Refusal} */
const UNSUPPORTED = { code: "unsupported", message: "This server knows no further rooms", return: "with_new_token" };

/**
 * The rooms that one socket is in. Each message is an invocation of its own, and two of them overtake each other: so a
 * room is not left before the answer to what joins it, nor joined again before the answer to what leaves it.
 */
export class Membership {
  #core;
  #settings;
  #nextRef;
  #rooms;
  #link;
  /** Runs while an answer is due. */
  #overdue;
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Map<string, Question | string>} by `ref`; of what leaves a room its id */
  #questions = new Map();
  /** @type {Record<string, RoomAnswer>} answers that did not fit into the last frame come before it */
  #early = {};

  /**
   * @param {import("./room.js").Core} core
   * @param {import("./link.js").Link} link
   */
  constructor(core, link) {
    const { settings, nextRef, rooms } = core;
    this.#core = core;
    this.#settings = settings;
    this.#nextRef = nextRef;
    this.#rooms = rooms;
    this.#link = link;
    this.#overdue = new Timer(settings, () => this.#unanswered());
    this.#entries.set(HOME, { turn: rooms.get(HOME).turn, busy: false });
  }

  /** @returns {Room[]} all that can be asked about: not those in which it is for another turn */
  all() {
    return [...this.#rooms.values()].filter(({ id, turn }) => turn && (this.#entries.get(id)?.turn ?? turn) === turn);
  }

  /** @param {Room[]} rooms @returns {boolean} whether it went out */
  ask(rooms) {
    const ref = this.#nextRef();
    /** @type {Question} */
    const question = new Map(rooms.map((room) => [room, room.deliveries.question()]));
    const text = encodeResume(ref, [...question].map(([{ id }, { ask, also }]) => [id, { ...ask, ...also?.ask }]));
    const half = rooms.length / 2;
    if (half >= 1 && (rooms.filter(({ id }) => id).length > ROOMS_TOGETHER || bytesOf(text) > FRAME_BYTES))
      return this.ask(rooms.slice(0, half)) && this.ask(rooms.slice(half));
    for (const [{ id, turn }, asked] of question) {
      asked.entry = this.#entries.get(id);
      if (!asked.entry) this.#entries.set(id, (asked.entry = this.#busy({ turn })));
    }
    this.#questions.set(ref, question);
    return this.#link.send(text);
  }

  /** Joins what the application wants, and leaves what it does not, as far as nothing about it is on its way. */
  settle() {
    for (const [id, entry] of this.#entries) {
      if (entry.busy || this.#rooms.get(id)?.turn === entry.turn) continue;
      const ref = this.#nextRef();
      this.#questions.set(ref, id);
      this.#busy(entry);
      this.#link.send(JSON.stringify({ action: "leave", room_id: id, ref }));
    }
    const missing = this.all().filter(({ id }) => !this.#entries.has(id));
    if (missing.length) this.#link.ask(missing);
  }

  /** @param {import("./protocol.js").Notification} notification */
  accept(notification) {
    const { room_id: id = HOME } = notification;
    const room = this.#rooms.get(id);
    if (room?.turn && this.#entries.get(id)?.turn === room.turn) room.deliveries.accept(notification);
  }

  /**
   * @param {any} frame as it came
   * @returns {Question | undefined} what it answers
   */
  received({ ref, left, rooms, error }) {
    if (!ref) Object.assign(this.#early, rooms);
    const question = this.#questions.get(ref);
    this.#questions.delete(ref);
    if (question instanceof Map) return question;
    if (left) this.#refused(left.room_id, left);
    if (question && !error) this.#entries.delete(question);
    if (left || question) this.settle();
  }

  /** @param {Question} question @param {import("./protocol.js").Answer} answer */
  answered(question, answer) {
    const told = { ...this.#early, ...answer.rooms };
    const knowsRooms = answer.rooms || Object.keys(told)[0];
    this.#early = {};
    for (const [room, asked] of question)
      // It can have ended, or begun anew, meanwhile.
      if (room.id && this.#entries.get(room.id) === asked.entry) this.#told(room, asked, knowsRooms ? told[room.id] : { error: UNSUPPORTED });
    this.settle();
  }

  close() {
    this.#overdue.stop();
    this.#entries.clear();
  }

  /** @param {any} room @param {any} asked @param {RoomAnswer | undefined} told */
  #told(room, asked, told) {
    const { entry } = asked;
    if (told?.error?.code === "try_again") {
      entry.busy = true;
      this.#overdue.start(this.#settings.stragglerMs);
    } else if (told?.error) this.#refused(room.id, told.error);
    else if (room.turn !== entry.turn) entry.busy = false;
    else if (told && room.deliveries.answered(asked, told)) {
      if (entry.busy) this.#link.joined();
      entry.busy = false;
      room.joined();
    }
  }

  /** @param {string} id @param {Refusal} refusal */
  #refused(id, { code, message = `The server has ended it: ${code}`, return: comeBack }) {
    const entry = this.#entries.get(id);
    const room = this.#rooms.get(id);
    if (!entry || id === HOME) return;
    this.#entries.delete(id);
    if (!room || entry.turn !== room.turn) return;
    const willRetry = (code === "not_granted" || comeBack === "with_new_token") && typeof this.#settings.token === "function";
    // Rights can differ, as tokens do.
    if (this.#core.connection.newest === this.#link) room.refuse(new NotificationError(code, message), willRetry);
    // The socket that will take over is asked as well. This one has nothing more to do with it.
    else this.#entries.set(id, { ...entry, busy: false });
  }

  /** @param {Partial<Entry>} entry @returns {Entry} */
  #busy(entry) {
    if (!this.#overdue.running) this.#overdue.start(this.#settings.answerMs);
    return Object.assign(/** @type {Entry} */ (entry), { busy: true });
  }

  /** What got no answer is asked again. */
  #unanswered() {
    for (const [id, entry] of this.#entries)
      if (entry.busy && this.#rooms.get(id)?.turn === entry.turn) this.#entries.delete(id);
      else entry.busy = false;
    this.settle();
  }
}
