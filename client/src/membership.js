import { NotificationError } from "./error.js";
import { FRAME_BYTES, ROOMS_TOGETHER, bytesOf, encodeResume } from "./protocol.js";
import { Timer } from "./timer.js";

/** @typedef {import("./room.js").Room} Room */
/** @typedef {import("./joined-room.js").JoinedRoom} JoinedRoom */
/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {import("./protocol.js").RoomAnswer} RoomAnswer */

/** @typedef {{ turn: object | undefined, stage: number }} Entry */
/** @typedef {Map<Room, import("./deliveries.js").Question & { entry?: Entry | undefined }>} Question by room */

/** Stages of a socket in a room: asked for, answered, and asked to end. */
const [ASKED, IN, LEAVING] = [0, 1, 2];

/** What is in the way of the first two changes with another token; what it is that servers say who know no rooms. */
const RETRIED = ["not_granted", "unsupported"];
const UNSUPPORTED = { code: "unsupported", message: "This server knows one room for each connection" };

/**
 * The rooms that one socket is in. Each message is an invocation of its own, and two of them overtake each other: so a
 * room is not left before the answer to what joins it, nor joined again before the answer to what leaves it.
 */
export class Membership {
  #settings;
  #nextRef;
  #rooms;
  #on;
  /** Runs while an answer is due. */
  #overdue;
  /** @type {Map<string | undefined, Entry>} */
  #entries = new Map();
  /** @type {Map<string, Question>} */
  #questions = new Map();
  /** @type {Map<string, string>} rooms by the `ref` of what leaves them */
  #leaves = new Map();
  /** @type {Record<string, RoomAnswer>} answers that did not fit into the last frame come before it */
  #early = {};

  /**
   * @param {{ settings: import("./options.js").Settings, nextRef: () => string, rooms: Map<string | undefined, any> }} parts
   * @param {{ send(text: string): boolean, ask(rooms: Room[]): boolean, joined(): void, decides(): boolean }} on
   *     `decides`: whether a refusal counts for the client
   */
  constructor({ settings, nextRef, rooms }, on) {
    this.#settings = settings;
    this.#nextRef = nextRef;
    this.#rooms = rooms;
    this.#on = on;
    this.#overdue = new Timer(settings, () => this.#unanswered());
    this.#entries.set(undefined, { turn: rooms.get(undefined).turn, stage: IN });
  }

  /** Whether it is in the home room only. */
  get alone() {
    return this.#entries.size === 1;
  }

  /** @returns {Room[]} all that can be asked about */
  all() {
    return [...this.#rooms.values()].filter((room) => this.#asks(room));
  }

  /** @param {Room[]} rooms @returns {boolean} whether it went out */
  ask(rooms) {
    const ref = this.#nextRef();
    /** @type {Question} */
    const question = new Map(rooms.filter((room) => this.#asks(room)).map((room) => [room, room.deliveries.question()]));
    const text = encodeResume(ref, question);
    const half = rooms.length / 2;
    if (half >= 1 && (rooms.filter(({ id }) => id).length > ROOMS_TOGETHER || bytesOf(text) > FRAME_BYTES))
      return [rooms.slice(0, half), rooms.slice(half)].map((some) => this.ask(some)).every(Boolean);
    for (const [{ id, turn }, asked] of question) {
      if (!this.#entries.has(id)) this.#entries.set(id, { turn, stage: ASKED });
      asked.entry = this.#entries.get(id);
      if (asked.entry?.stage === ASKED) this.#wait();
    }
    this.#questions.set(ref, question);
    return this.#on.send(text);
  }

  /** Joins what the application wants, and leaves what it does not, as far as nothing about it is on its way. */
  settle() {
    for (const [id, entry] of this.#entries)
      if (entry.stage === IN && this.#rooms.get(id)?.turn !== entry.turn) this.#leave(/** @type {string} */ (id), entry);
    const missing = this.all().filter(({ id }) => !this.#entries.has(id));
    if (missing.length) this.#on.ask(missing);
  }

  /** @param {import("./protocol.js").Notification} notification */
  accept(notification) {
    const room = this.#rooms.get(notification.room_id);
    if (room?.turn && this.#entries.get(room.id)?.turn === room.turn) room.deliveries.accept(notification);
  }

  /**
   * @param {any} frame as it came
   * @returns {Question | undefined} what it answers
   */
  received({ ref, left, rooms, error }) {
    if (typeof left?.room_id === "string") this.#left(left);
    if (rooms && !ref) Object.assign(this.#early, rooms);
    const leaving = this.#leaves.get(ref);
    if (leaving !== undefined && !error) {
      this.#leaves.delete(ref);
      this.#entries.delete(leaving);
      this.settle();
    }
    const question = this.#questions.get(ref);
    this.#questions.delete(ref);
    return question;
  }

  /** @param {Question} question @param {Answer} answer */
  answered(question, answer) {
    const told = { ...this.#early, ...answer.rooms };
    const knowsRooms = answer.rooms || Object.keys(this.#early).length;
    this.#early = {};
    for (const [room, asked] of question)
      // It can have ended, or begun anew, meanwhile.
      if (room.id !== undefined && this.#entries.get(room.id) === asked.entry)
        this.#told(/** @type {JoinedRoom} */ (room), asked, knowsRooms ? told[room.id] : { error: UNSUPPORTED });
    this.settle();
  }

  close() {
    this.#overdue.stop();
    this.#entries.clear();
  }

  /** A room is not asked about while the socket is in it for another go. @param {Room} room */
  #asks({ id, turn }) {
    return turn && (this.#entries.get(id) ?? { turn }).turn === turn;
  }

  /** @param {JoinedRoom} room @param {any} asked @param {RoomAnswer | undefined} told */
  #told(room, asked, told) {
    const { entry } = asked;
    const error = told?.error;
    if (error?.code === "try_again") {
      entry.stage = ASKED;
      this.#overdue.start(this.#settings.stragglerMs);
    } else if (error) this.#refused(room, error, RETRIED.includes(error.code));
    else if (room.turn !== entry.turn) entry.stage = IN;
    else if (told && room.deliveries.answered(asked, told)) {
      if (entry.stage === ASKED) this.#on.joined();
      entry.stage = IN;
      room.joined();
    }
  }

  /** @param {import("./protocol.js").Left} left */
  #left({ room_id: id, return: comeBack, ...why }) {
    const room = this.#rooms.get(id);
    if (room && this.#entries.has(id)) this.#refused(room, why, comeBack === "with_new_token");
    else this.#entries.delete(id);
    this.settle();
  }

  /** @param {JoinedRoom} room @param {{ code: string, message?: string }} error @param {boolean} retried */
  #refused(room, { code, message }, retried) {
    const entry = this.#entries.get(room.id);
    this.#entries.delete(room.id);
    if (entry?.turn !== room.turn) return;
    if (this.#on.decides()) room.refuse(new NotificationError(code, message ?? `The server has ended it: ${code}`), retried && typeof this.#settings.token !== "string");
    // The socket that will take over is asked as well. This one has nothing more to do with it.
    else this.#entries.set(room.id, { turn: room.turn, stage: IN });
  }

  /** @param {string} id @param {Entry} entry */
  #leave(id, entry) {
    const ref = this.#nextRef();
    entry.stage = LEAVING;
    this.#leaves.set(ref, id);
    this.#on.send(JSON.stringify({ action: "leave", room_id: id, ref }));
    this.#wait();
  }

  #wait() {
    if (!this.#overdue.running) this.#overdue.start(this.#settings.answerMs);
  }

  /** What got no answer is asked again. */
  #unanswered() {
    for (const [id, entry] of this.#entries) {
      if (entry.stage === IN) continue;
      if (this.#rooms.get(id)?.turn === entry.turn) this.#entries.delete(id);
      else entry.stage = IN;
    }
    this.settle();
  }
}
