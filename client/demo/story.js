import { publish } from "./console.js";

/** @typedef {import("./pane.js").Pane} Pane */

const WITHIN_MS = 60_000;
const LOOK_MS = 50;

/** What one browser has of what is published in the story. */
class Seen {
  /** @type {Set<string>} */
  ids = new Set();
  doubled = 0;
  inOrder = true;
  /** @type {string | undefined} */
  stale;
  #last = 0;
  end;

  /** @param {Pane} pane */
  constructor(pane) {
    this.end = pane.watch(
      ({ id, stream, offset }) => {
        // Each stream counts for itself.
        if (stream === "room") {
          this.inOrder &&= offset > this.#last;
          this.#last = offset;
        }
        this.doubled += this.ids.has(id) ? 1 : 0;
        this.ids.add(id);
      },
      ({ code }) => (this.stale = code),
    );
  }

  /** @param {readonly string[]} wanted */
  of(wanted) {
    return wanted.filter((id) => this.ids.has(id)).length;
  }
}

/** One browser is cut off, something is published, it comes back, and what has arrived is counted. */
export class Story {
  #parts;
  #left;
  #right;

  /** @param {Record<string, any>} parts @param {Pane} left @param {Pane} right */
  constructor(parts, left, right) {
    this.#parts = parts;
    this.#left = left;
    this.#right = right;
    parts.show.onclick = () => this.#begin(50);
    parts.miss.onclick = () => this.#begin(400);
  }

  /** @param {number} count */
  async #begin(count) {
    const { show, miss, told } = this.#parts;
    show.disabled = miss.disabled = true;
    delete told.dataset.done;
    this.#parts.steps.children[1].textContent = `${count} are published`;
    /** @type {Seen[]} */
    const seen = [];
    try {
      told.textContent = await this.#tell(count, seen);
      this.#step(4);
    } catch (error) {
      told.textContent = `It ends here: ${/** @type {Error} */ (error).message}`;
    }
    this.#left.cut(false);
    for (const { end } of seen) end();
    told.dataset.done = "true";
    show.disabled = miss.disabled = false;
  }

  /** @param {number} count @param {Seen[]} seen gets what is to be ended @returns {Promise<string>} how it ended */
  async #tell(count, seen) {
    const room = this.#left.room;
    this.#say(0, "The left browser is cut off. Nobody has told the server.");
    if (room !== this.#right.room) throw new Error("the two browsers are in different rooms; put both into one, and connect them.");
    await until(() => this.#left.open && this.#right.open, "both browsers are connected");
    const [left, right] = [new Seen(this.#left), new Seen(this.#right)];
    seen.push(left, right);
    this.#left.cut(true);
    this.#say(1, `${count} notifications are published to the room.`);
    const ids = await publish(backups(room, count));
    const score = () => this.#score(ids, left, right);
    await until(() => score() === count, `the right browser has all ${count}`, () => right.of(ids));
    this.#say(2, `The right browser has all ${count}, the left one ${left.of(ids)}. Now its network is back.`);
    this.#left.cut(false);
    await until(() => (score(), left.stale ?? left.of(ids) === count) && this.#left.open, "the left browser has caught up", () => left.of(ids));
    this.#say(3, "");
    score();
    return left.stale ? this.#lost(count, left, ids, room) : ending(count, left);
  }

  /** What was missed is more than the server keeps. @param {number} count @param {Seen} left @param {string[]} ids @param {string} room */
  async #lost(count, left, ids, room) {
    const [next] = await publish(backups(room, 1));
    await until(() => left.of([next]), "the next one is there");
    const here = left.of(ids);
    return `${count} were missed, more than the 300 that the server gives a browser that comes back. It said so (recovered: false), and the client called onStale("${left.stale}"): ${here ? `${count - here} were` : "none of them was"} delivered${here ? " not" : ""}, and an application loads its state anew. From there on it is live: the next one has arrived.`;
  }

  /** @param {readonly string[]} ids @param {Seen} left @param {Seen} right @returns {number} what the right one has */
  #score(ids, left, right) {
    for (const [name, seen] of /** @type {[string, Seen][]} */ ([["left", left], ["right", right]])) {
      const [bar, number] = [this.#parts[`${name}-bar`], this.#parts[`${name}-number`]];
      bar.max = ids.length;
      bar.value = seen.of(ids);
      number.textContent = `${seen.of(ids)} of ${ids.length}`;
    }
    return right.of(ids);
  }

  /** @param {number} step @param {string} text */
  #say(step, text) {
    this.#step(step);
    this.#parts.told.textContent = text;
  }

  /** @param {number} now */
  #step(now) {
    for (const [index, step] of [...this.#parts.steps.children].entries()) {
      step.className = index < now ? "done" : "";
      step.toggleAttribute("aria-current", index === now);
      if (index === now) step.setAttribute("aria-current", "step");
    }
  }
}

/** @param {number} count @param {Seen} seen */
function ending(count, { doubled, inOrder }) {
  const order = inOrder ? "in the order of the room" : "not in the order of the room";
  return `All ${count} are in the left browser, ${doubled ? `${doubled} of them twice` : "each once"}, ${order}. Nothing is missing.`;
}

/** @param {string} room @param {number} count */
function backups(room, count) {
  const text = () => `Backup ${Math.floor(1000 + Math.random() * 9000)} is done`;
  return Array.from({ length: count }, () => ({ user_id: "backend", room_id: room, data: { type: "backup.completed", data: { text: text() } } }));
}

/** @param {() => unknown} holds @param {string} what @param {() => number} [count] how many it has by now */
async function until(holds, what, count) {
  for (const deadline = Date.now() + WITHIN_MS; !holds(); await new Promise((resolve) => setTimeout(resolve, LOOK_MS)))
    if (Date.now() > deadline) throw new Error(`it was expected that ${what}; after a minute it is not so${count ? ` (${count()})` : ""}. Is the stack busy?`);
}
