import { createInbox } from "../src/inbox.js";
import { connect } from "../src/index.js";
import { call } from "./console.js";
import { Network } from "./network.js";

/** One device of a user: a client of its own, on a network of its own, and the inbox in it. */
export class Device {
  #network = new Network();
  #parts;
  #inbox;
  /** @type {Map<string, HTMLElement>} the lines that are shown, so that the focus stays where it is */
  #lines = new Map();

  /** @param {HTMLElement} section @param {{ name: string, url: string, user: string, room: string }} settings */
  constructor(section, { name, url, user, room }) {
    const found = [...section.querySelectorAll("[data-part]")].map((part) => [part.getAttribute("data-part"), part]);
    /** @type {Record<string, any>} */
    this.#parts = Object.fromEntries(found);
    section.setAttribute("aria-label", name);
    this.#parts.name.textContent = name;
    const client = connect(url, {
      token: async () => (await call("token", { user, room }, this.#network.fetch)).token,
      WebSocket: this.#network.WebSocket,
      onWake: this.#network.onWake,
    });
    client.onState(({ state }) => this.#entered(state));
    this.#inbox = createInbox(client);
    this.#inbox.subscribe(() => this.#show());
    this.#listen();
    this.#show();
  }

  #listen() {
    const { cut, bell, all, more, panel } = this.#parts;
    cut.onclick = () => this.#cut(!this.#network.cut);
    bell.onclick = () => {
      panel.hidden = !panel.hidden;
      bell.setAttribute("aria-expanded", !panel.hidden);
      if (!panel.hidden) this.#inbox.seen();
    };
    all.onclick = () => this.#inbox.markAllRead();
    more.onclick = () => this.#inbox.loadMore().catch(() => {});
  }

  /** @param {boolean} cut */
  #cut(cut) {
    this.#network.set(cut);
    this.#parts.cut.setAttribute("aria-pressed", cut);
    this.#parts.cut.textContent = cut ? "Bring it back" : "Cut the network";
  }

  /** @param {string} state */
  #entered(state) {
    const { pill } = this.#parts;
    pill.textContent = state;
    pill.className = `pill ${state}`;
  }

  #show() {
    const { items, unread, unseen, hasMore, loading, error } = this.#inbox.getSnapshot();
    const { bell, badge, all, more, list, said } = this.#parts;
    bell.setAttribute("aria-label", `Inbox, ${unread} unread`);
    badge.textContent = unread > 99 ? "99+" : String(unread);
    badge.hidden = !unread;
    badge.classList.toggle("unseen", unseen > 0);
    all.disabled = !unread;
    more.hidden = !hasMore || loading;
    said.textContent = error ? `Not done: ${error.message}` : items.length || loading ? "" : "Nothing here yet.";
    const shown = new Map(items.map((item) => [item.id, this.#line(item)]));
    this.#lines = shown;
    list.replaceChildren(...shown.values());
  }

  /** @param {import("../src/inbox.js").InboxItem} item */
  #line(item) {
    const line = this.#lines.get(item.id) ?? document.createElement("li");
    if (line.dataset.read === String(item.read)) return line;
    line.dataset.read = String(item.read);
    const about = `${item.stream === "inbox" ? "to you" : "to everyone"} · ${new Date(item.at).toLocaleTimeString([], { hour12: false })}`;
    const read = button(item.read ? "Unread" : "Read", () => (item.read ? this.#inbox.markUnread(item) : this.#inbox.markRead(item)));
    const text = document.createElement("div");
    text.append(element("b", item.data?.title ?? JSON.stringify(item.data)), element("span", item.data?.body ?? ""), element("small", about));
    line.replaceChildren(text, read, button("Archive", () => this.#inbox.archive(item)));
    return line;
  }
}

/** @param {string} tag @param {unknown} text */
function element(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: String(text) });
}

/** @param {string} text @param {() => unknown} onclick */
function button(text, onclick) {
  return Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick });
}
