import { connect } from "../src/index.js";
import { call, publish } from "./console.js";
import { Gap } from "./gap.js";
import { logIn, logOut, token, whoIs } from "./login.js";
import { Network } from "./network.js";
import { Timeline, clockTime } from "./timeline.js";

const SHOWN = 300;
const FIFTY = 50;
export const USERS = ["anna", "ben", "chloe"];
/** To whom something came, by its stream. */
const TO = { room: "to the room", user: "to you alone", announcements: "to the room, for the inbox", inbox: "to you alone, for the inbox" };
export const ROOMS = ["acme", "globex"];

/** One browser of the page: a client of its own, on a network of its own. */
export class Pane {
  #name;
  #url;
  #network = new Network();
  /** @type {import("../src/index.js").Notifications | undefined} */
  #client;
  #parts;
  #timeline;
  #gap;
  #retryAt = 0;
  #provider;

  /**
   * @param {HTMLElement} section
   * @param {{ name: string, url: string, user: string, provider: Partial<import("./login.js").Provider>, loggedIn: boolean }} settings
   */
  constructor(section, { name, url, user, provider, loggedIn }) {
    this.#name = name;
    this.#url = url;
    this.#provider = provider;
    const found = [...section.querySelectorAll("[data-part]")].map((part) => [part.getAttribute("data-part"), part]);
    /** @type {Record<string, any>} */
    this.#parts = Object.fromEntries(found);
    const { timeline, events, cells, count, title } = this.#parts;
    title.textContent = `${name[0].toUpperCase()}${name.slice(1)} browser`;
    cells.id = `cells-${name}`;
    section.setAttribute("aria-label", `Browser ${name}`);
    this.#timeline = new Timeline(timeline, events);
    this.#gap = new Gap(cells, count);
    this.#fill(user);
    this.#listen();
    setInterval(() => this.#countDown(), 100);
    const { connected } = this.#kept();
    this.#enable();
    // With a provider it is for whoever sits there to say as whom.
    if ((connected ?? !this.#provider.issuer) || loggedIn) this.#connect();
  }

  get open() {
    return this.#client?.state === "open";
  }

  /** @returns {string} */
  get room() {
    return this.#parts.room.value;
  }

  /**
   * @param {(notification: import("../src/index.js").ReceivedNotification) => void} arrived
   * @param {(reason: import("../src/index.js").NotificationError<any>) => void} stale
   * @returns {() => void} ends it
   */
  watch(arrived, stale) {
    const ends = [this.#client?.on("*", (_, notification) => arrived(notification)), this.#client?.onStale(stale)];
    return () => ends.forEach((end) => end?.());
  }

  /** Cuts its network off, or brings it back. @param {boolean} cut */
  cut(cut) {
    this.#network.set(cut);
    this.#parts.cut.classList.toggle("broken", cut);
    this.#parts.cut.textContent = cut ? "Bring it back" : "Cut the network";
    if (!cut) this.#client?.connect();
  }

  /** What survives a reload of the page. @returns {{ user?: string, room?: string, connected?: boolean }} */
  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(`pane ${this.#name}`) ?? "{}") ?? {};
    } catch {
      return {};
    }
  }

  #keep() {
    const { user, room } = this.#parts;
    sessionStorage.setItem(`pane ${this.#name}`, JSON.stringify({ user: user.value, room: room.value, connected: !!this.#client }));
  }

  /** @param {string} defaultUser */
  #fill(defaultUser) {
    const { user, room, to } = this.#parts;
    const kept = { ...this.#kept(), ...this.#login() };
    user.append(...among(USERS, kept.user).map((one) => new Option(one)));
    room.append(...among(ROOMS, kept.room).map((one) => new Option(one)));
    to.append(new Option("everyone", ""), ...USERS.map((one) => new Option(one)));
    user.value = kept.user ?? defaultUser;
    room.value = kept.room ?? ROOMS[0];
  }

  /** Whom a token of the identity provider names. Without a provider there is none, whatever was kept. */
  #login() {
    return this.#provider.issuer ? whoIs(this.#name) : undefined;
  }

  async #logInOrOut() {
    if (this.#login()) logOut(this.#name);
    else await logIn(/** @type {import("./login.js").Provider} */ (this.#provider), this.#name);
    this.#enable();
  }

  #listen() {
    const { toggle, cut, kill, fifty, compose, room, login } = this.#parts;
    login.onclick = () => this.#report(this.#logInOrOut(), () => "");
    toggle.onclick = () => (this.#client ? this.#disconnect() : this.#connect());
    cut.onclick = () => this.cut(!this.#network.cut);
    kill.onclick = () => this.#kill();
    fifty.onclick = () => this.#publishFifty();
    room.onchange = () => this.#gap.enter(room.value);
    compose.onsubmit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#send(event.submitter?.getAttribute("value") === "queue");
    };
  }

  #connect() {
    const user = this.#parts.user.value;
    const room = this.#parts.room.value;
    this.#gap.enter(room);
    const client = (this.#client = connect(this.#url, {
      token: async () => this.#login()
        ? token(this.#name, this.#network.fetch)
        : (await call("token", { user, room }, this.#network.fetch)).token,
      WebSocket: this.#network.WebSocket,
      onWake: this.#network.onWake,
      storage: sessionStorage,
      storageKey: `position ${this.#name}`,
    }));
    client.onState((event) => this.#entered(event));
    client.onRenewed(() => this.#timeline.add("renewed", "a new connection took over"));
    client.onStale((reason) => this.#stale(reason));
    client.on("*", (_, notification) => this.#show(notification, client.state !== "open"));
    this.#enable();
  }

  #disconnect() {
    const client = this.#client;
    this.#client = undefined;
    client?.close();
    this.#enable();
  }

  #enable() {
    const { user, room, toggle, cut, kill, login } = this.#parts;
    const connected = !!this.#client;
    user.disabled = room.disabled = connected || !!this.#login();
    login.hidden = !this.#provider.issuer;
    login.disabled = connected;
    login.textContent = this.#login() ? "Log out" : "Log in";
    login.title = `At ${this.#provider.issuer}. Otherwise the token is that of a backend.`;
    cut.disabled = kill.disabled = !connected;
    toggle.textContent = connected ? "Disconnect" : "Connect";
    toggle.classList.toggle("primary", !connected);
    if (!connected && this.#network.cut) this.cut(false);
    this.#keep();
  }

  async #kill() {
    const { user, room } = this.#parts;
    await this.#report(call("connections/close", { room: room.value, user: user.value }), ({ closed }) => `${closed} closed by the server`);
  }

  async #publishFifty() {
    const room = this.#parts.room.value;
    // Numbers without a sequence: a standard queue keeps none. The order is that of the offsets, not of publishing.
    const many = Array.from({ length: FIFTY }, () => ({
      user_id: "backend",
      room_id: room,
      data: { type: "backup.completed", data: { text: `Backup ${Math.floor(1000 + Math.random() * 9000)} is done` } },
    }));
    await this.#report(publish(many), (ids) => `${ids.length} published to ${room}`);
  }

  /** @param {boolean} queued */
  async #send(queued) {
    const { text, type, to } = this.#parts;
    const data = { type: type.value, data: { text: text.value } };
    if (!this.#client) return this.#say("Connect first: the server knows the author from the connection.");
    const options = { queued, ...(to.value && { to: [to.value] }) };
    if (this.#client.state !== "open") this.#say("Waiting for the connection…");
    await this.#report(this.#client.send(data, options), (id) => `${queued ? "Queued" : "Sent"} as ${id}`);
  }

  /** @template T @param {Promise<T>} promise @param {(result: T) => string} text */
  async #report(promise, text) {
    await promise.then((result) => this.#say(text(result)), (error) => this.#say(`Failed: ${error.message}`));
  }

  /** @param {string} text */
  #say(text) {
    this.#parts.sent.textContent = text;
  }

  /** @param {import("../src/index.js").StateEvent} event */
  #entered(event) {
    const reason = event.reason?.message ?? "";
    this.#timeline.add(event.state, reason);
    this.#retryAt = event.state === "disconnected" && event.willRetry ? Date.now() + event.delayMs : 0;
    const { pill } = this.#parts;
    pill.textContent = event.state;
    pill.className = `pill ${event.state}`;
    this.#parts.reason.textContent = reason || (event.state === "open" ? "Live." : "Fetching a token, shaking hands.");
    if (event.state !== "closed" || !this.#client) return;
    this.#client = undefined;
    this.#enable();
  }

  /** Beside what is read out, which it would be ten times a second. */
  #countDown() {
    const seconds = Math.max(0, (this.#retryAt - Date.now()) / 1000).toFixed(1);
    this.#parts.countdown.textContent = this.#retryAt ? `Next attempt in ${seconds} s.` : "";
  }

  /** @param {Error} reason */
  #stale(reason) {
    this.#gap.stale();
    const line = document.createElement("li");
    line.className = "stale";
    line.textContent = `Something may be missing: ${reason.message}. An application would load its state again now.`;
    this.#parts.list.prepend(line);
  }

  /** @param {import("../src/index.js").ReceivedNotification} notification @param {boolean} recovered */
  #show(notification, recovered) {
    this.#gap.see(notification, recovered);
    const { data, user_id, stream, offset } = notification;
    const line = document.createElement("li");
    const about = `${data?.type ?? "no type"} · from ${user_id} · ${TO[stream]}${recovered ? " · recovered" : ""}`;
    line.append(
      element("span", `offset ${recovered ? "recovered" : ""}`, `${stream} ${offset}`),
      element("span", "text", data?.data?.text ?? data?.title ?? JSON.stringify(data)),
      clockTime(),
      element("span", "about", about),
    );
    this.#parts.list.prepend(line);
    while (this.#parts.list.children.length > SHOWN) this.#parts.list.lastElementChild.remove();
  }
}

/** @param {string[]} some @param {string} [one] */
function among(some, one) {
  return one && !some.includes(one) ? [...some, one] : some;
}

/** @param {string} tag @param {string} className @param {string} textContent */
function element(tag, className, textContent) {
  return Object.assign(document.createElement(tag), { className, textContent });
}
