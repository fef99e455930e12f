import "../src/bell.js";
import { connect } from "../src/index.js";
import { call } from "./console.js";
import { Network } from "./network.js";

/** One device of a user: a client of its own, on a network of its own, and the bell of its inbox. */
export class Device {
  #network = new Network();
  #parts;

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
    this.#parts.bell.client = client;
    this.#parts.cut.onclick = () => this.#cut(!this.#network.cut);
  }

  /** @param {boolean} cut */
  #cut(cut) {
    this.#network.set(cut);
    this.#parts.cut.classList.toggle("broken", cut);
    this.#parts.cut.textContent = cut ? "Bring it back" : "Cut the network";
  }

  /** @param {string} state */
  #entered(state) {
    const { pill } = this.#parts;
    pill.textContent = state;
    pill.className = `pill ${state}`;
  }
}
