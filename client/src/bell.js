import { Announcer } from "./bell-announcer.js";
import { clientOf, isSame } from "./bell-client.js";
import { stringsWith } from "./bell-strings.js";
import { localeOf } from "./bell-time.js";
import { View } from "./bell-view.js";
import { NO_INBOX, createInbox } from "./inbox.js";

/** @typedef {import("./inbox.js").InboxItem} InboxItem */

const TICK_MS = 30_000;
const PROPERTIES = ["client", "strings", "renderer", "open", "inline"];

/** On a server there are no elements, and nothing is done. @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? class {};

/** A plain click: with one of these keys the browser opens the link elsewhere. @param {MouseEvent} event */
const isPlain = (event) => event.type === "click" && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

/** `<hermes-bell>`; typed in bell.d.ts. */
export class HermesBell extends Base {
  static observedAttributes = ["open", "label", "count", "inline", "filters", "lang", "page-size"];
  /** @type {View} */
  #view;
  /** @type {import("./bell-client.js").Client} */
  #client;
  /** @type {import("./inbox.js").Inbox | undefined} while it is in a document */
  #inbox;
  /** @type {(() => void)[]} what ends that */
  #endings = [];
  /** @type {(() => void)[]} what ends what is only needed while the panel is open */
  #closings = [];
  #own = /** @type {any} */ (undefined);
  #renderer = /** @type {any} */ (undefined);
  /** @type {import("./bell-line.js").LineContext | undefined} until strings, language or renderer change */
  #context;
  /** @type {"" | "offline" | "ended"} */
  #trouble = "";
  /** @type {"" | "loadFailed" | "markFailed"} */
  #failed = "";
  /** Up to which notification `seen` was asked for: what the server refuses is not asked for again and again. */
  #looked = "";
  /** @type {import("./inbox.js").InboxFilter} */
  #filter = "all";
  #announcer;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    this.#view = new View(root, {
      toggle: () => (this.open ? this.close() : this.show()),
      close: () => this.close(),
      markAll: () => this.#try("markFailed", (inbox) => inbox.markAllRead()),
      filter: (filter) => this.#choose(filter),
      more: () => this.#try("loadFailed", (inbox) => inbox.loadMore()),
    });
    this.#announcer = new Announcer((text) => this.#view.announce(text));
    root.addEventListener("keydown", (event) => this.#pressed(/** @type {KeyboardEvent} */ (event)));
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.contains(relatedTarget) && !this.inline) this.open = false;
    });
  }

  get client() {
    return this.#client;
  }

  set client(client) {
    const before = this.#client;
    this.#client = clientOf(client);
    if (!isSame(this.#client, before)) this.#restart();
  }

  get strings() {
    return stringsWith(this.#own);
  }

  set strings(strings) {
    this.#own = strings;
    this.#draw();
  }

  get renderer() {
    return this.#renderer;
  }

  set renderer(renderer) {
    this.#renderer = typeof renderer === "function" ? renderer : undefined;
    this.#draw();
  }

  get open() {
    return this.hasAttribute("open");
  }

  set open(open) {
    this.toggleAttribute("open", !!open);
  }

  get inline() {
    return this.hasAttribute("inline");
  }

  set inline(inline) {
    this.toggleAttribute("inline", !!inline);
  }

  /** As if the button was pressed: the focus goes into the panel. */
  show() {
    this.open = true;
    this.#view.panel.focus({ preventScroll: this.inline });
  }

  /** The focus goes back to the button, if it was inside. */
  close() {
    const inside = this.shadowRoot?.activeElement || (this !== document.activeElement && this.contains(document.activeElement));
    this.open = false;
    if (inside) this.#view.button.focus();
  }

  connectedCallback() {
    for (const name of PROPERTIES) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      // It was set before the element was one.
      const value = /** @type {any} */ (this)[name];
      delete (/** @type {any} */ (this)[name]);
      Object.assign(this, { [name]: value });
    }
    this.#start();
  }

  disconnectedCallback() {
    // Who is only moved to another place keeps everything.
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "page-size") this.#restart();
    // What cannot be chosen any more is not shown any more.
    else if (name === "filters") this.#choose("all");
    else if (name !== "open") this.#draw();
    else if ((before === null) !== (now === null)) this.#turned();
  }

  #turned() {
    if (this.open) this.#opened();
    else this.#closed();
    const { unread, unseen } = this.#snapshot;
    this.#tell(this.open ? "hermes-open" : "hermes-close", { unread, unseen });
  }

  #restart() {
    this.#stop();
    this.#start();
  }

  /** @param {import("./inbox.js").InboxFilter} filter */
  #choose(filter) {
    const changes = filter !== this.#filter;
    this.#filter = filter;
    if (changes) this.#restart();
    else this.#show();
  }

  #start() {
    if (!this.isConnected || this.#inbox) return;
    this.#context = undefined;
    if (this.#client) {
      const inbox = (this.#inbox = createInbox(this.#client, { lazy: true, pageSize: this.#pageSize, filter: this.#filter }));
      const onState = /** @type {(handler: (event: { state: string }) => void) => () => void} */ ([this.#client].flat()[0].onState);
      this.#endings = [inbox.close, inbox.subscribe(() => this.#changed()), onState(({ state }) => this.#entered(state))];
    }
    if (this.open) this.#opened();
    else this.#changed();
  }

  #stop() {
    for (const end of [...this.#endings.splice(0), ...this.#closings.splice(0)]) end();
    this.#inbox = undefined;
    this.#announcer.stop();
    this.#trouble = this.#failed = this.#looked = "";
    this.#show();
  }

  get #pageSize() {
    const size = Number(this.getAttribute("page-size"));
    return Number.isInteger(size) && size >= 1 && size <= 50 ? size : undefined;
  }

  #opened() {
    if (!this.isConnected) return;
    this.#failed = this.#looked = "";
    if (!this.#closings.length) this.#watch();
    this.#changed();
    if (!this.inline) this.#view.place();
  }

  #closed() {
    for (const end of this.#closings.splice(0)) end();
    this.#show();
  }

  /** Only while it is open. */
  #watch() {
    const tick = setInterval(() => this.#view.tick(), TICK_MS);
    this.#closings.push(() => clearInterval(tick));
    const listen = (/** @type {string} */ type, /** @type {(event: Event) => void} */ handler) => {
      document.addEventListener(type, handler, true);
      this.#closings.push(() => document.removeEventListener(type, handler, true));
    };
    listen("pointerdown", (event) => this.inline || event.composedPath().includes(this) || (this.open = false));
    listen("visibilitychange", () => this.#changed());
  }

  /** @param {string} state of the client, or of a further room */
  #entered(state) {
    if (state === "open") this.#trouble = "";
    else if (state === "closed" || state === "refused") this.#trouble = "ended";
    // While it tries again, it is still away.
    else if (state === "disconnected") this.#trouble = "offline";
    this.#show();
  }

  #changed() {
    const { items, unseen, hasMore, loading } = this.#snapshot;
    this.#announcer.hear(this.#snapshot);
    if (this.open && this.#inbox) {
      // At first, when all that was loaded is archived, and when somebody else has logged in.
      if (!items.length && hasMore && !loading && !this.#failed) this.#try("loadFailed", (inbox) => inbox.loadMore());
      const now = `${items.length} ${items[0]?.id}`;
      if (unseen && this.#filter !== "archived" && now !== this.#looked && document.visibilityState !== "hidden") {
        this.#looked = now;
        this.#inbox.seen();
      }
    }
    this.#show();
  }

  /** Draws all of it anew. */
  #draw() {
    this.#context = undefined;
    this.#show();
  }

  get #snapshot() {
    return this.#inbox?.getSnapshot() ?? NO_INBOX;
  }

  #show() {
    const context = (this.#context ??= this.#contextNow());
    this.#announcer.words = context.strings.arrived;
    this.#view.show({
      snapshot: this.#snapshot,
      context,
      label: this.getAttribute("label") ?? context.strings.label,
      count: this.getAttribute("count") === "unread" ? "unread" : "unseen",
      filter: this.#filter,
      filters: this.hasAttribute("filters"),
      open: this.open,
      inline: this.inline,
      trouble: this.#trouble,
      failed: this.#failed,
    });
  }

  /** @returns {import("./bell-line.js").LineContext} */
  #contextNow() {
    const tag = this.lang || /** @type {HTMLElement | null} */ (this.closest("[lang]"))?.lang || document.documentElement.lang;
    return {
      strings: this.strings,
      locale: localeOf(tag),
      renderer: this.#renderer,
      chosen: (item, url, event) => this.#chosen(item, url, event),
      acted: (item, action, event) => this.#acted(item, action, event),
      toggled: (item) => this.#try("markFailed", (inbox) => (item.read ? inbox.markUnread(item) : inbox.markRead(item))),
      archived: (item) => this.#try("markFailed", (inbox) => (item.archived ? inbox.unarchive(item) : inbox.archive(item))),
    };
  }

  /** @param {InboxItem} item @param {string | undefined} url @param {MouseEvent} event */
  #chosen(item, url, event) {
    this.#try("markFailed", (inbox) => inbox.markRead(item));
    if (!isPlain(event)) return;
    this.#follow("hermes-item", { item, url }, event);
    if (url && !this.inline) this.close();
  }

  /** @param {InboxItem} item @param {import("./bell-content.js").Action} action @param {MouseEvent} event */
  #acted(item, action, event) {
    this.#try("markFailed", (inbox) => inbox.markRead(item));
    if (isPlain(event)) this.#follow("hermes-action", { item, action }, event);
  }

  /** The page may go there in its own way. @param {string} type @param {object} detail @param {MouseEvent} event */
  #follow(type, detail, event) {
    if (!this.#tell(type, detail, true)) event.preventDefault();
  }

  /** @param {string} type @param {object} detail @param {boolean} [cancelable] */
  #tell(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true }));
  }

  /** @param {"loadFailed" | "markFailed"} kind @param {(inbox: import("./inbox.js").Inbox) => Promise<void>} act */
  #try(kind, act) {
    const inbox = this.#inbox;
    if (!inbox) return;
    this.#failed = "";
    act(inbox).catch(() => {
      if (inbox !== this.#inbox) return;
      this.#failed = kind;
      this.#show();
    });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key !== "Escape" || !this.open || this.inline) return;
    // Of a dialog around it this is not meant.
    event.stopPropagation();
    this.close();
  }
}

// A hot update, or a second copy on the page, must not fail.
if (globalThis.customElements && !customElements.get("hermes-bell")) customElements.define("hermes-bell", HermesBell);
