import { button, drawing, element, name, say } from "./bell-dom.js";
import { Lines } from "./bell-lines.js";
import { badgeText } from "./bell-strings.js";
import { dress } from "./bell-style.js";

/**
 * What is to be seen.
 * @typedef {object} Shown
 * @property {import("./inbox.js").InboxSnapshot} snapshot
 * @property {import("./bell-line.js").LineContext} context
 * @property {string} label
 * @property {"unread" | "unseen"} count what the badge shows
 * @property {import("./inbox.js").InboxFilter} filter
 * @property {boolean} filters whether it can be chosen
 * @property {boolean} open
 * @property {boolean} inline
 * @property {"" | "offline" | "ended"} trouble of the connection
 * @property {"" | "loadFailed" | "markFailed"} failed
 */

/** @type {[import("./inbox.js").InboxFilter, "all" | "onlyUnread" | "archived"][]} */
const FILTERS = [["all", "all"], ["unread", "onlyUnread"], ["archived", "archived"]];

const BELL = "M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7M10 20a2 2 0 0 0 4 0";
/** As far from the side of the window it stays, in pixels. */
const EDGE = 8;
const CROSS = "M6 6l12 12M18 6L6 18";

/**
 * The shadow tree. The panel is a dialog that is not modal, right behind its button, and everything in it is reached by
 * Tab: each line has several things to do, which a menu or a listbox, with their arrow keys, cannot have.
 */
export class View {
  #badge = element("span", { part: "badge", "aria-hidden": "true" });
  #live = element("span", { class: "hidden", role: "status" });
  #heading = element("h2", { id: "heading", part: "heading" });
  #notice = element("p", { part: "notice", role: "status" });
  #list = element("ul", { part: "list", role: "list", "aria-labelledby": "heading" });
  #words = element("slot", { name: "empty" });
  #empty = element("p", { part: "empty" }, this.#words);
  #lines = new Lines(this.#list);
  #loading = element("p", { part: "loading" });
  #filters = element("div", { part: "filters", role: "group" });
  #all;
  #close;
  #more;

  /** @param {ShadowRoot} root @param {{ toggle(): void, close(): void, markAll(): void, more(): void, filter(filter: import("./inbox.js").InboxFilter): void }} on */
  constructor(root, on) {
    this.button = button("button", on.toggle, element("slot", { name: "icon" }, drawing(BELL)), this.#badge);
    for (const [key, value] of [["aria-haspopup", "dialog"], ["aria-controls", "panel"], ["aria-expanded", "false"]]) this.button.setAttribute(key, value);
    this.#all = button("mark-all", on.markAll);
    this.#close = button("close", on.close, drawing(CROSS));
    this.#more = button("more", on.more);
    this.#filters.append(...FILTERS.map(([filter]) => button("filter", () => on.filter(filter))));
    this.panel = element("div", { id: "panel", part: "panel", role: "dialog", "aria-labelledby": "heading", tabindex: "-1" },
      element("div", { part: "header" }, this.#heading, this.#all, this.#close),
      this.#filters,
      this.#notice,
      element("div", { class: "scroll" }, this.#list, this.#empty, this.#loading, this.#more),
      element("slot", { name: "footer" }));
    this.panel.hidden = true;
    dress(root);
    root.append(this.button, this.#live, this.panel);
  }

  /** @param {Shown} shown */
  show(shown) {
    const { context, label, open, inline } = shown;
    this.#showButton(shown);
    this.button.setAttribute("aria-expanded", String(open));
    this.panel.hidden = !open;
    if (!open) return this.#lines.clear();
    say(this.#heading, label);
    say(this.#all, context.strings.markAllRead);
    name(this.#close, context.strings.close);
    this.#close.hidden = inline;
    this.#showFilters(shown);
    this.#showList(shown);
  }

  /** Time goes on. */
  tick() {
    this.#lines.tick();
  }

  /** Reads it out when there is a pause. @param {string} text */
  announce(text) {
    say(this.#live, text);
  }

  /** The panel is moved to where it is not cut off by the sides of the window. */
  place() {
    const { style } = this.panel;
    style.insetInlineEnd = "";
    const { left, right } = this.panel.getBoundingClientRect();
    const shift = Math.max(0, EDGE - left) || Math.min(0, document.documentElement.clientWidth - EDGE - right);
    if (shift) style.insetInlineEnd = `${getComputedStyle(this.panel).direction === "rtl" ? shift : -shift}px`;
  }

  /** @param {Shown} shown */
  #showButton({ snapshot: { ready, unread, unseen }, context: { strings, locale }, label, count }) {
    const of = count === "unseen" && unseen ? "unseen" : "unread";
    const number = count === "unseen" ? unseen : unread;
    // A number that nobody knows yet is not said.
    name(this.button, ready ? `${label}, ${strings[of]({ unread, unseen }[of])}` : label);
    say(this.#badge, number ? badgeText(number, locale) : "");
    this.#badge.hidden = !unread;
    this.#badge.toggleAttribute("data-unseen", unseen > 0);
  }

  /** @param {Shown} shown */
  #showFilters({ context: { strings }, filter, filters }) {
    this.#filters.hidden = !filters;
    this.#filters.setAttribute("aria-label", strings.filters);
    for (const [index, [of, word]] of FILTERS.entries()) {
      say(this.#filters.children[index], strings[word]);
      this.#filters.children[index].setAttribute("aria-pressed", String(of === filter));
    }
  }

  /** @param {Shown} shown */
  #showList({ snapshot, context, trouble, failed }) {
    const { items, unread, hasMore, loading, ready } = snapshot;
    const { strings } = context;
    this.#lines.show(items, context, this.panel);
    const nothing = ready && !items.length && !hasMore && !loading;
    this.#all.disabled = !unread;
    say(this.#notice, [trouble, failed].map((key) => key && strings[key]).filter(Boolean).join(" "));
    this.#notice.hidden = !trouble && !failed;
    this.#list.hidden = !items.length;
    this.#empty.hidden = !nothing;
    say(this.#words, strings.empty);
    this.#loading.hidden = items.length > 0 || nothing || !!trouble || !!failed;
    say(this.#loading, strings.loading);
    const focused = this.#more.matches(":focus");
    this.#more.hidden = items.length ? !hasMore : failed !== "loadFailed";
    if (focused && this.#more.hidden) this.panel.focus();
    say(this.#more, loading ? strings.loading : failed === "loadFailed" ? strings.retry : strings.loadMore);
  }
}
