import { Line } from "./bell-line.js";

/** @typedef {import("./inbox.js").InboxItem} InboxItem */

/** What names a notification for good: an id is the publisher's, who can use it twice. @param {InboxItem} item */
const keyOf = ({ room_id, stream, epoch, offset }) => `${stream} ${epoch} ${offset} ${room_id}`;

/** The lines of a list. Those that stay are the same elements, so that the focus and a selection stay as well. */
export class Lines {
  #list;
  /** @type {Map<string, Line>} */
  #lines = new Map();
  /** @type {import("./bell-line.js").LineContext | undefined} */
  #context;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
  }

  /**
   * @param {readonly InboxItem[]} items
   * @param {import("./bell-line.js").LineContext} context another one draws all anew
   * @param {{ focus(): void }} otherwise gets the focus if its line goes and no other is left
   */
  show(items, context, otherwise) {
    if (context !== this.#context) this.clear();
    this.#context = context;
    const lines = new Map(items.map((item) => [keyOf(item), this.#line(item, context)]));
    const focused = this.#focused(lines);
    for (const [key, { element }] of this.#lines) if (!lines.has(key)) element.remove();
    this.#lines = lines;
    let next = /** @type {ChildNode | null} */ (this.#list.firstChild);
    for (const { element } of lines.values()) {
      if (element === next) next = element.nextSibling;
      else this.#list.insertBefore(element, next);
    }
    if (focused) (focused.next ?? otherwise).focus();
  }

  tick() {
    for (const line of this.#lines.values()) line.tick();
  }

  clear() {
    this.#lines.clear();
    this.#list.replaceChildren();
  }

  /** @param {InboxItem} item @param {import("./bell-line.js").LineContext} context */
  #line(item, context) {
    const line = this.#lines.get(keyOf(item));
    line?.show(item);
    return line ?? new Line(item, context);
  }

  /**
   * That the line with the focus goes, and which one is next: the one below, or the one above.
   * @param {Map<string, Line>} staying @returns {{ next: Line | undefined } | undefined}
   */
  #focused(staying) {
    const keys = [...this.#lines.keys()];
    const at = keys.findIndex((key) => this.#lines.get(key)?.element.matches(":focus-within"));
    if (at < 0 || staying.has(keys[at])) return undefined;
    const key = [...keys.slice(at), ...keys.slice(0, at).reverse()].find((other) => staying.has(other));
    return { next: key === undefined ? undefined : staying.get(key) };
  }
}
