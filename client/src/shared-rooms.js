import { waitMs } from "./protocol.js";
import { Timer } from "./timer.js";

/** The longest an answer to `leave` is waited for. */
const LEFT_MS = 5_000;

/**
 * `asking`: questions about it that are not answered. `leaving`: the name of the message that leaves it.
 * @typedef {{ members: Set<string>, asking: number, leaving?: string | undefined }} Entry
 */

/**
 * The rooms of a connection that several tabs use: it is in a room as long as one of them is. Two messages can overtake each
 * other, so a room is not left while something asks for it, nor asked for while something leaves it.
 */
export class SharedRooms {
  #leave;
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {(() => void)[]} questions that wait until a room is left */
  #held = [];
  #late;
  /** Runs when the server has refused to let it leave one for now. */
  #again;
  #count = 0;

  /** @param {import("./options.js").Clock} clock @param {(room: string, ref: string) => void} leave */
  constructor(clock, leave) {
    this.#leave = leave;
    this.#late = new Timer(clock, () => {
      for (const [id, { leaving }] of this.#entries) if (leaving) this.left(id);
      this.#goOn();
    });
    this.#again = new Timer(clock, () => this.#entries.forEach((entry, id) => this.#settle(id, entry)));
  }

  /** @param {string} port @param {string[]} rooms @param {() => void} again @returns {boolean} whether it may go out; otherwise it is asked `again` */
  ask(port, rooms, again) {
    if (rooms.some((id) => this.#entries.get(id)?.leaving)) {
      this.#held.push(again);
      return false;
    }
    for (const id of rooms) {
      const entry = this.#entries.get(id) ?? { members: new Set(), asking: 0 };
      this.#entries.set(id, entry);
      entry.members.add(port);
      entry.asking++;
    }
    return true;
  }

  /** @param {string} port @param {string} id @param {string} ref @returns {boolean} whether it may go out: nobody else is in it */
  leave(port, id, ref) {
    const entry = this.#entries.get(id);
    entry?.members.delete(port);
    if (!entry || entry.members.size || entry.asking || entry.leaving) return false;
    this.#leaves(entry, ref);
    return true;
  }

  /** @param {import("./shared-hub.js").Asked} asked @param {any} frame */
  answered({ port = "", action, room_id = "", rooms }, frame) {
    if (action === "leave") {
      if (frame.error) this.#stays(room_id, frame.error);
      else this.left(room_id);
      this.#goOn();
    }
    for (const id of rooms ?? []) {
      const entry = this.#entries.get(id);
      if (!entry) continue;
      const code = frame.rooms?.[id]?.error?.code;
      const refused = code && code !== "try_again";
      if (refused) entry.members.delete(port);
      entry.asking--;
      if (refused && !entry.members.size && !entry.asking) this.left(id);
      else this.#settle(id, entry);
    }
  }

  /** @param {string} port whose tab is gone */
  gone(port) {
    for (const [id, entry] of this.#entries) {
      entry.members.delete(port);
      this.#settle(id, entry);
    }
  }

  /** @param {string} id */
  left(id) {
    this.#entries.delete(id);
  }

  close() {
    this.#late.stop();
    this.#again.stop();
    this.#held = [];
  }

  /** @param {string} id @param {import("./protocol.js").Refusal} refusal */
  #stays(id, refusal) {
    const entry = this.#entries.get(id);
    if (entry) entry.leaving = undefined;
    if (refusal.retry_after) this.#again.start(waitMs(refusal));
  }

  /** @param {string} id @param {Entry} entry */
  #settle(id, entry) {
    if (entry.members.size || entry.asking || entry.leaving) return;
    const ref = `hub-${++this.#count}`;
    this.#leaves(entry, ref);
    this.#leave(id, ref);
  }

  /** @param {Entry} entry @param {string} ref */
  #leaves(entry, ref) {
    entry.leaving = ref;
    this.#late.start(LEFT_MS);
  }

  #goOn() {
    for (const again of this.#held.splice(0)) again();
  }
}
