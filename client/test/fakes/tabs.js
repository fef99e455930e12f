import { sharedWebSocket } from "../../src/shared.js";
import { tokenFor } from "./world.js";

/** What Web Locks and BroadcastChannel take from one task to the next. */
const HOP_MS = 1;

/**
 * Tabs of one browser, without a browser: locks and channels on the fake clock. A test
 * - opens a page in a tab of its own with `open(options)`, whose `tab` has `crash()`, and `sleep(true)`, which makes it deaf
 *   and dumb as a page that is stopped;
 * - has a tab miss what others say of one kind, with `deaf`;
 * - looks at who holds a lock with `holders`.
 */
export class FakeBrowser {
  /** @type {Map<string, { tab: Tab, end: (stolen?: boolean) => void }>} */
  holders = new Map();
  waiting = [];
  channels = new Set();
  tabs = [];

  constructor(world) {
    this.world = world;
  }

  page({ user = "7", room = "acme", claims = {}, key, ...options } = {}) {
    const tab = new Tab(this, this.tabs.length);
    this.tabs.push(tab);
    const shared = sharedWebSocket({ key, ...tab.platform });
    const page = this.world.page({ token: () => tokenFor(user, room, claims), WebSocket: shared, random: tab.random, setTimeout: tab.platform.setTimeout, ...options });
    return Object.assign(page, { tab });
  }

  async open(count, options) {
    const pages = Array.from({ length: count }, () => this.page(options));
    await this.world.clock.advance(500);
    return pages;
  }

  request(tab, name, { signal, steal = false }, granted) {
    return new Promise((resolve, reject) => {
      const request = { tab, name, granted, resolve, reject };
      signal?.addEventListener("abort", () => {
        const at = this.waiting.indexOf(request);
        if (at >= 0) this.waiting.splice(at, 1);
        if (at >= 0) reject(Object.assign(new Error("aborted"), { name: "AbortError" }));
      });
      if (steal) this.holders.get(name)?.end(true);
      steal ? this.waiting.unshift(request) : this.waiting.push(request);
      this.later(() => this.grant());
    });
  }

  grant() {
    for (const request of [...this.waiting]) {
      const { tab, name, granted, resolve, reject } = request;
      if (this.holders.has(name) || tab.crashed || tab.asleep) continue;
      this.waiting.splice(this.waiting.indexOf(request), 1);
      const end = (stolen) => {
        if (this.holders.get(name)?.end !== end) return;
        this.holders.delete(name);
        if (stolen) tab.does(() => reject(Object.assign(new Error("stolen"), { name: "AbortError" })));
        this.later(() => this.grant());
      };
      this.holders.set(name, { tab, end });
      new Promise((done) => done(granted({ name }))).then(() => (end(), resolve()), (error) => (end(), reject(error)));
    }
  }

  later(run) {
    this.world.clock.setTimeout(run, HOP_MS);
  }
}

class Tab {
  crashed = false;
  asleep = false;
  /** @type {string | undefined} */
  deaf = undefined;
  #held = [];
  #sockets = [];

  constructor(browser, number) {
    const tab = this;
    this.browser = browser;
    let drawn = number;
    /** Other names in each tab, and about the middle of each range. */
    this.random = () => 0.5 + (drawn = (drawn * 7 + 13 + number) % 997) / 1e6 + number / 1e9;
    const { clock, gateway } = browser.world;
    this.platform = {
      locks: { request: (name, options, granted) => browser.request(this, name, options, granted) },
      BroadcastChannel: class {
        onmessage = null;
        constructor(name) {
          Object.assign(this, { name });
          browser.channels.add(this);
        }
        postMessage(data) {
          if (tab.crashed || tab.asleep) return;
          const others = [...browser.channels].filter((other) => other !== this && other.name === this.name);
          browser.later(() => others.forEach((other) => other.hear(structuredClone(data))));
        }
        hear(data) {
          if (data.kind !== tab.deaf) tab.does(() => browser.channels.has(this) && this.onmessage?.({ data }));
        }
        close() {
          browser.channels.delete(this);
        }
      },
      WebSocket: class extends gateway.WebSocket {
        constructor(...args) {
          super(...args);
          tab.#sockets.push(this);
          for (const name of ["onopen", "onmessage", "onclose"]) {
            let handler = null;
            const set = (given) => (handler = given && ((event) => tab.does(() => given(event))));
            Object.defineProperty(this, name, { get: () => handler, set });
          }
        }
      },
      setTimeout: (fire, ms) => clock.setTimeout(() => tab.does(fire), ms),
      clearTimeout: clock.clearTimeout,
      random: this.random,
    };
  }

  /** Now, later or never. */
  does(run) {
    if (this.crashed) return;
    if (this.asleep) this.#held.push(run);
    else run();
  }

  crash() {
    this.crashed = true;
    for (const { tab, end } of [...this.browser.holders.values()]) if (tab === this) end();
    this.browser.waiting = this.browser.waiting.filter(({ tab }) => tab !== this);
    for (const socket of this.#sockets) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.end(1006);
    }
  }

  /** @param {boolean} asleep */
  sleep(asleep) {
    this.asleep = asleep;
    if (!asleep) for (const run of this.#held.splice(0)) run();
  }
}
