import { contentOf } from "./bell-content.js";
import { button, drawing, element, name, say } from "./bell-dom.js";
import { ago, momentOf } from "./bell-time.js";

/** @typedef {import("./inbox.js").InboxItem} InboxItem */
/** @typedef {import("./bell-content.js").Action} Action */

/**
 * What a line is shown with, and what it tells.
 * @typedef {object} LineContext
 * @property {import("./bell.js").BellStrings} strings
 * @property {string | undefined} locale
 * @property {import("./bell.js").BellRenderer | undefined} renderer
 * @property {(item: InboxItem, url: string | undefined, event: MouseEvent) => void} chosen
 * @property {(item: InboxItem, action: Action, event: MouseEvent) => void} acted
 * @property {(item: InboxItem) => void} toggled
 * @property {(item: InboxItem) => void} archived
 */

const CLOSED = "M4 6h16v12H4zM4 7l8 6 8-6";
const OPENED = "M4 10l8-6 8 6v9H4zM4 10l8 6 8-6";
const BOX = "M4 4h16v5H4zM6 9v11h12V9M10 13h4";

/** One notification in the list. Its content never changes; whether it is read does. */
export class Line {
  #context;
  #title;
  #time;
  /** @type {Date | undefined} */
  #moment;
  #mark = element("span", { class: "hidden" });
  #toggle;
  #archive;
  #item;

  /** @param {InboxItem} item @param {LineContext} context */
  constructor(item, context) {
    this.#context = context;
    this.#item = item;
    this.#moment = momentOf(item.at);
    this.#time = element("time", { part: "time", datetime: this.#moment?.toISOString(), title: this.#moment?.toLocaleString(context.locale) });
    const content = contentOf(item.data, document.baseURI);
    this.#title = content.title ?? content.body ?? content.type ?? context.strings.untitled;
    this.#toggle = button("toggle", () => context.toggled(this.#item), drawing(OPENED));
    this.#archive = button("archive", () => context.archived(this.#item), drawing(BOX));
    this.element = element("li", {}, this.#body(content), element("div", { part: "tools" }, this.#toggle, this.#archive), this.#actions(content.actions));
    this.show(item);
    this.tick();
  }

  /** @param {InboxItem} item the same notification, perhaps read now */
  show(item) {
    const { strings } = this.#context;
    this.#item = item;
    this.element.setAttribute("part", item.read ? "item" : "item item-unread");
    this.element.toggleAttribute("data-unread", !item.read);
    say(this.#mark, item.read ? "" : strings.isUnread);
    this.#toggle.querySelector("path").setAttribute("d", item.read ? CLOSED : OPENED);
    name(this.#toggle, item.read ? strings.markUnread : strings.markRead, this.#title);
    name(this.#archive, item.archived ? strings.unarchive : strings.archive, this.#title);
  }

  /** Time goes on. */
  tick() {
    if (this.#moment) say(this.#time, ago(Date.now() - this.#moment.getTime(), this.#context.locale));
  }

  focus() {
    this.element.querySelector("a, button").focus();
  }

  /** @param {import("./bell-content.js").Content} content */
  #body(content) {
    const own = this.#rendered();
    if (own) return element("div", { class: "main", part: "custom" }, this.#mark, own, this.#time);
    const { url, icon, title, body } = content;
    const main = element(url ? "a" : "button", { class: "main", part: "link", href: url, rel: url && "noopener", type: url ? undefined : "button" });
    main.append(
      this.#mark,
      ...(icon ? [iconElement(icon)] : []),
      element("span", { class: "text" },
        element("span", { part: "title", dir: "auto" }, this.#title),
        title && body ? element("span", { part: "body", dir: "auto" }, body) : undefined,
        this.#time),
    );
    for (const type of ["click", "auxclick"]) main.addEventListener(type, (/** @type {MouseEvent} */ event) => this.#context.chosen(this.#item, url, event));
    return main;
  }

  /** What the page draws, if it wants to. @returns {Node | string | undefined} */
  #rendered() {
    try {
      const drawn = this.#context.renderer?.(this.#item);
      return drawn instanceof Node || (typeof drawn === "string" && drawn) ? drawn : undefined;
    } catch (thrown) {
      console.error("The renderer of a hermes-bell failed:", thrown);
      return undefined;
    }
  }

  /** @param {Action[]} actions */
  #actions(actions) {
    if (!actions.length) return undefined;
    const all = actions.map((action) => {
      const { label, url } = action;
      const made = element(url ? "a" : "button", { part: "action", dir: "auto", href: url, rel: url && "noopener", type: url ? undefined : "button" }, label);
      made.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#context.acted(this.#item, action, event));
      return made;
    });
    return element("div", { part: "actions" }, ...all);
  }
}

/** @param {{ text: string } | { src: string }} icon */
function iconElement(icon) {
  if ("text" in icon) return element("span", { part: "icon", "aria-hidden": "true" }, icon.text);
  const image = element("img", { part: "icon", alt: "", loading: "lazy", src: icon.src });
  // A picture that is not there leaves no hole.
  image.addEventListener("error", () => image.remove());
  return image;
}
