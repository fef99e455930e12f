const WINDOW_MS = 60_000;
const STEP_MS = 200;
/** More than fit into the window would only slow the page down. */
const KEPT = 300;

/** @typedef {{ state: string, at: number }} Moment */

/** The states of the last minute as a strip, and every one of them as a line of text. */
export class Timeline {
  #strip;
  #log;
  /** @type {Moment[]} */
  #moments = [];

  /** @param {HTMLElement} strip @param {HTMLElement} log */
  constructor(strip, log) {
    this.#strip = strip;
    this.#log = log;
    setInterval(() => this.#draw(), STEP_MS);
    this.#draw();
  }

  /** @param {string} state @param {string} text */
  add(state, text) {
    this.#moments = [...this.#moments, { state, at: Date.now() }].slice(-KEPT);
    const line = document.createElement("li");
    line.className = state;
    line.append(clockTime(), Object.assign(document.createElement("b"), { textContent: state }), Object.assign(document.createElement("span"), { textContent: text }));
    this.#log.prepend(line);
    while (this.#log.children.length > KEPT) this.#log.lastElementChild?.remove();
    this.#draw();
  }

  #draw() {
    const now = Date.now();
    const states = this.#moments.filter(({ state }) => state !== "renewed");
    const parts = states.map(({ state, at }, index) => segment(state, at, states[index + 1]?.at ?? now, now));
    const marks = this.#moments.filter(({ state }) => state === "renewed").map(({ at }) => segment("mark", at, at, now));
    const legend = Object.assign(document.createElement("span"), { textContent: states[0]?.at < now - WINDOW_MS / 2 ? "" : "the last minute" });
    this.#strip.replaceChildren(...[...parts, ...marks].flatMap((part) => part ?? []), legend);
    this.#strip.setAttribute("aria-label", `Connection states of the last minute, now ${states.at(-1)?.state ?? "idle"}`);
  }
}

/** @param {string} state @param {number} from @param {number} to @param {number} now */
function segment(state, from, to, now) {
  const start = Math.max(0, 1 - (now - from) / WINDOW_MS);
  const end = 1 - (now - to) / WINDOW_MS;
  if (end < 0) return undefined;
  const part = document.createElement("i");
  part.className = state;
  part.title = state;
  part.style.left = `${100 * start}%`;
  if (state !== "mark") part.style.width = `max(2px, ${100 * (end - start)}%)`;
  return part;
}

export function clockTime() {
  const time = document.createElement("time");
  time.textContent = new Date().toLocaleTimeString([], { hour12: false });
  return time;
}
