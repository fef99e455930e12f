/** What the browser tests do inside a page: clients by name, each on a network that can be cut. */
import { call } from "../../demo/console.js";
import { Network } from "../../demo/network.js";
import { connect } from "../../src/index.js";

/** Keeps no notification, so that the memory that is measured is the client's. */
class Counter {
  count = 0;
  last = 0;
  opened = 0;
  renewed = 0;
  disorder = [];
  stale = [];
  network = new Network();
  sent = 0;
  settled = 0;
  failed = [];
  /** The last number of each author that sends. */
  #heard = {};

  constructor(url, { user, room, brief, ...options }) {
    this.client = connect(url, {
      token: async () => (await call("token", { user, room }, this.network.fetch)).token,
      WebSocket: this.network.WebSocket,
      ...options,
    });
    this.client.onState(({ state }) => {
      if (state === "open") this.opened++;
    });
    this.client.onRenewed(() => this.renewed++);
    this.client.onStale((reason) => this.stale.push(reason.code));
    this.client.on("*", (_, { offset }) => this.#count(offset));
    this.client.on("numbered", (number, { user_id }) => this.#hear(number, user_id));
  }

  /** Sends numbers and waits for none of them. */
  sendMore(count) {
    for (let more = 0; more < count; more++) {
      const sending = this.client.send({ type: "numbered", data: ++this.sent });
      sending.then(() => this.settled++, ({ code }) => this.failed.push(code));
    }
  }

  #hear(number, author) {
    const before = this.#heard[author] ?? 0;
    if (number !== before + 1) this.disorder.push(`${author} ${number} after ${before}`);
    this.#heard[author] = number;
  }

  #count(offset) {
    this.count++;
    if (offset !== this.last + 1) this.disorder.push(`${offset} after ${this.last}`);
    this.last = offset;
  }

  get record() {
    const { count, last, opened, renewed, disorder, stale, sent, settled, failed } = this;
    return { count, last, opened, renewed, disorder, stale, sent, settled, failed, state: this.client.state };
  }
}

class Recorder {
  states = [];
  reasons = [];
  stale = [];
  texts = [];
  offsets = [];
  network = new Network();

  constructor(url, { user, room, tokens = [], cut = false, ...options }) {
    this.network.cut = cut;
    const fresh = async () => (await call("token", { user, room }, this.network.fetch)).token;
    this.client = connect(url, {
      token: () => tokens.shift() ?? fresh(),
      WebSocket: this.network.WebSocket,
      ...(options.keep && { storage: sessionStorage }),
      ...options,
    });
    this.client.onState((event) => {
      this.states.push(event.state);
      if (event.reason) this.reasons.push(event.reason.code);
    });
    this.client.onRenewed(() => this.states.push("renewed"));
    this.client.onStale((reason) => this.stale.push(reason.code));
    this.client.on("*", (data, { stream, offset }) => {
      this.texts.push(data?.text);
      this.offsets.push(`${stream} ${offset}`);
    });
  }

  get record() {
    const { states, reasons, stale, texts, offsets } = this;
    return { state: this.client.state, received: texts.length, reasons, stale, states, texts, offsets };
  }
}

const clients = new Map();

window.tests = {
  open: (url, name, options) => clients.set(name, options.brief ? new Counter(url, options) : new Recorder(url, options)) && undefined,
  record: (name) => clients.get(name).record,
  cut: (name, cut) => clients.get(name).network.set(cut),
  send: (name, data, options) => clients.get(name).client.send(data, options).catch(({ code }) => ({ refused: code })),
  sendAll: (name, all) => Promise.all(all.map((data) => window.tests.send(name, data))),
  sendMore: (name, count) => clients.get(name).sendMore(count),
  call: (name, method) => clients.get(name).client[method](),
  close: (name) => clients.get(name).client.close(),
};
