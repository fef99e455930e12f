/** What the browser tests do inside a page: clients by name, each on a network that can be cut. */
import { call } from "../../demo/console.js";
import { Network } from "../../demo/network.js";
import { connect } from "../../src/index.js";
import { Counter } from "./counter.js";

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
