import { call } from "./console.js";

const EVERY_MS = 1_000;
const SECONDS_SHOWN = 60;

/**
 * What the metrics mean, in the order in which they are shown. `measured`: each value is a size of its own, which
 * nobody would add up. `trouble`: somebody should look when there is one.
 * @type {Record<string, { means: string, measured?: boolean, trouble?: boolean }>}
 */
const KNOWN = {
  Published: { means: "Notifications that were taken on and stand in their streams." },
  Delivered: { means: "Notifications that reached a browser. One that reached three counts three." },
  Latency: { means: "Time from the queue to the first thousand connections of a room: the median, and what 99 of 100 stayed under.", measured: true },
  FanOut: { means: "Connections that a delivery went to: the median, and what 99 of 100 stayed under.", measured: true },
  Gone: { means: "Posts to connections that were not there any more; their rows are removed." },
  Recovered: { means: "Clients that came back and got everything they had missed. A heartbeat that missed nothing counts too." },
  NotRecovered: { means: "Clients that came back after too long, had missed too much, or whose stream began anew: they must load their state anew." },
  InboxAppended: { means: "Notifications that stand in the streams of inboxes. One to three users counts three." },
  InboxListed: { means: "Pages of inboxes that were asked for." },
  Marked: { means: "Changes of what is read, seen or archived in an inbox." },
  Throttled: { means: "Posts that API Gateway refused for their number. They are tried again." },
  Redelivered: { means: "Connections that could not be reached and are tried again later, by a job on the queue." },
  Undelivered: { means: "Connections that were given up. Their clients get what they missed when they resume.", trouble: true },
  Poison: { means: "Messages that can never be delivered and lie in the dead-letter queue, with the reason.", trouble: true },
};

/** @typedef {{ name: string, unit: string, dimensions: Record<string, string>, sum: number, p50: number, p99: number, samples: number }} Series */

/** The functions' own metrics, live, by the names that they have in CloudWatch. */
export class Figures {
  #strip;
  #meaning;
  /** @type {Map<string, Figure>} */
  #figures = new Map();

  /** @param {HTMLElement} strip @param {HTMLElement} meaning where the chosen figure is explained */
  constructor(strip, meaning) {
    this.#strip = strip;
    this.#meaning = meaning;
    for (const name of Object.keys(KNOWN)) this.#figure(name);
    setInterval(() => document.hidden || this.#update(), EVERY_MS);
    this.#update();
  }

  async #update() {
    /** @type {Series[] | undefined} */
    const all = await call("metrics").catch(() => undefined);
    this.#strip.classList.toggle("stopped", !all);
    for (const { name } of all ?? []) this.#figure(name);
    if (all) for (const [name, figure] of this.#figures) figure.show(all.filter((series) => series.name === name));
  }

  /** @param {string} name of which the page need not have heard before */
  #figure(name) {
    if (this.#figures.has(name)) return;
    const figure = new Figure(name, (text) => (this.#meaning.textContent = text));
    this.#figures.set(name, figure);
    this.#strip.append(figure.element);
  }
}

class Figure {
  element = document.createElement("button");
  #known;
  #value = part("b", "–");
  #more = part("small", "");
  #bars = new Bars();
  #reasons = "";

  /** @param {string} name @param {(text: string) => void} explain */
  constructor(name, explain) {
    this.#known = KNOWN[name] ?? { means: "A metric of the functions." };
    this.element.type = "button";
    this.element.className = "figure";
    this.element.title = this.#known.means;
    this.element.dataset.metric = name;
    this.element.append(part("span", name), this.#value);
    this.element.onfocus = this.element.onclick = () => explain(`${name}: ${this.#known.means}${this.#reasons}`);
  }

  /** @param {Series[]} series of this metric; those with the fewest dimensions are the whole, the others parts of it */
  show(series) {
    const fewest = Math.min(...series.map(({ dimensions }) => Object.keys(dimensions).length));
    const whole = series.filter(({ dimensions }) => Object.keys(dimensions).length === fewest);
    const parts = series.filter((one) => !whole.includes(one));
    this.#reasons = parts.length ? ` So far: ${parts.map((one) => `${rest(one, whole[0])} ${one.sum}`).join(", ")}.` : "";
    if (this.#known.measured ?? (whole.length > 0 && whole[0].unit !== "Count")) this.#showMeasured(whole[0]);
    else this.#showCounted(whole.reduce((sum, one) => sum + one.sum, 0));
  }

  /** @param {Series} [series] none yet */
  #showMeasured(series) {
    const size = series?.unit === "Milliseconds" ? time : short;
    this.#value.textContent = series ? size(series.p50) : "–";
    this.#more.textContent = series ? `p99 ${size(series.p99)}` : "";
    this.element.classList.toggle("nothing", !series);
    if (!this.#more.isConnected) this.element.append(this.#more);
  }

  /** @param {number} sum */
  #showCounted(sum) {
    this.#value.textContent = short(sum);
    this.#bars.add(sum);
    this.element.classList.toggle("nothing", !sum);
    this.element.classList.toggle("alarming", !!this.#known.trouble && sum > 0);
    if (!this.#bars.element.isConnected) this.element.append(this.#bars.element);
  }
}

/** How much came in each of the last sixty seconds. */
class Bars {
  element = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  #path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  /** @type {number[]} */
  #growth = [];
  #last = NaN;

  constructor() {
    this.element.setAttribute("viewBox", `0 0 ${SECONDS_SHOWN} 1`);
    this.element.setAttribute("preserveAspectRatio", "none");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.#path);
  }

  /** @param {number} sum of all that ever came */
  add(sum) {
    // What came before the page was opened, or before the stack was started anew, has no time.
    this.#growth.push(sum > this.#last ? sum - this.#last : 0);
    this.#growth = this.#growth.slice(-SECONDS_SHOWN);
    this.#last = sum;
    const highest = Math.max(...this.#growth);
    const from = SECONDS_SHOWN - this.#growth.length;
    this.#path.setAttribute("d", this.#growth.map((more, index) => (more ? `M${from + index + 0.5} 1v${-more / highest}` : "")).join(""));
  }
}

/** @param {string} tag @param {string} textContent */
function part(tag, textContent) {
  return Object.assign(document.createElement(tag), { textContent });
}

/** @param {Series} one @param {Series} whole */
function rest(one, whole) {
  return Object.entries(one.dimensions).flatMap(([name, value]) => (name in whole.dimensions ? [] : value)).join(" ");
}

/** @param {number} milliseconds */
function time(milliseconds) {
  return milliseconds < 1_000 ? `${short(milliseconds)} ms` : `${short(milliseconds / 1_000)} s`;
}

/** @param {number} number */
function short(number) {
  return new Intl.NumberFormat("en", { notation: number < 100_000 ? "standard" : "compact", maximumFractionDigits: number < 10 ? 1 : 0 }).format(number);
}
