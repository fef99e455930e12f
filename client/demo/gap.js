const SHOWN = 150;

/** The highest offset that any pane has seen, by room and epoch: what another pane does not have, it misses. */
const heads = new Map();
/** @type {Set<Gap>} */
const all = new Set();

/** One cell for each offset of the room: here live, here by recovery, or not here yet. */
export class Gap {
  #cells;
  #count;
  #room = "";
  #epoch = "";
  /** @type {Map<number, "live" | "recovered">} */
  #seen = new Map();
  #first = 0;
  #planned = false;

  /** @param {HTMLElement} cells @param {HTMLElement} count */
  constructor(cells, count) {
    this.#cells = cells;
    this.#count = count;
    all.add(this);
  }

  /** @param {string} room */
  enter(room) {
    if (room === this.#room) return;
    this.#room = room;
    this.#begin("");
  }

  /** @param {{ stream: string, epoch: string, offset: number }} notification @param {boolean} recovered */
  see({ stream, epoch, offset }, recovered) {
    if (stream !== "room") return;
    if (epoch !== this.#epoch) this.#begin(epoch);
    this.#first ||= offset;
    this.#seen.set(offset, recovered ? "recovered" : "live");
    const key = `${this.#room} ${epoch}`;
    heads.set(key, Math.max(heads.get(key) ?? 0, offset));
    for (const gap of all) gap.#plan();
  }

  /** What is missing will never come, as the application has been told: what is here from now on counts. */
  stale() {
    this.#begin("");
  }

  /** @param {string} epoch */
  #begin(epoch) {
    this.#epoch = epoch;
    this.#first = 0;
    this.#seen.clear();
    this.#plan();
  }

  /** Fifty at once are drawn once. */
  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    requestAnimationFrame(() => {
      this.#planned = false;
      this.#draw();
    });
  }

  #draw() {
    const head = this.#first ? heads.get(`${this.#room} ${this.#epoch}`) : 0;
    const from = Math.max(this.#first, head - SHOWN + 1);
    const wanted = Array.from({ length: head ? head - from + 1 : 0 }, (_, index) => from + index);
    const kept = new Map([...this.#cells.children].map((cell) => [cell.id, cell]));
    const prefix = this.#cells.id;
    this.#cells.replaceChildren(...wanted.map((offset) => this.#cell(offset, kept.get(`${prefix}-${offset}`))));
    const missing = wanted.filter((offset) => !this.#seen.has(offset)).length;
    this.#say(head, missing);
  }

  /** @param {number} offset @param {Element} [cell] kept, so that only what is new moves */
  #cell(offset, cell = document.createElement("i")) {
    cell.id = `${this.#cells.id}-${offset}`;
    const className = `cell ${this.#seen.get(offset) ?? "missing"}`;
    if (cell.className !== className) cell.className = className;
    return cell;
  }

  /** @param {number} head @param {number} missing */
  #say(head, missing) {
    const recovered = [...this.#seen.values()].filter((how) => how === "recovered").length;
    const text = !head
      ? "The offsets of the room appear here."
      : `${this.#seen.size} here, ${recovered} of them recovered, ${missing ? `${missing} missing` : "none missing"}; the room is at offset ${head}.`;
    this.#count.textContent = text;
    this.#cells.setAttribute("aria-label", text);
  }
}
