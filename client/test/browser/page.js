/** What the browser tests do inside a page: clients by name, each on a network that can be cut. */
import { call } from "../../demo/console.js";
import { Network } from "../../demo/network.js";
import { createInbox } from "../../src/inbox.js";
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

/** An inbox of a client, and what became of what was marked in it. */
class InboxRecorder {
  marks = [];

  constructor(client, options) {
    this.inbox = createInbox(client, options);
  }

  /** @param {string} method @param {string[]} [texts] of the items; none: the method takes none */
  call(method, texts) {
    const items = this.inbox.items.filter(({ data }) => texts?.includes(data.data.text));
    this.inbox[method](...(texts ? [items] : [])).then(
      () => this.marks.push("made"),
      ({ code }) => this.marks.push(code),
    );
  }

  get record() {
    const { items, unread, unseen, ready, hasMore } = this.inbox.getSnapshot();
    return { unread, unseen, ready, hasMore, marks: this.marks, texts: items.map(({ data, read }) => `${data.data.text}${read ? " read" : ""}`) };
  }
}

const clients = new Map();
const inboxes = new Map();

window.tests = {
  open: (url, name, options) => clients.set(name, options.brief ? new Counter(url, options) : new Recorder(url, options)) && undefined,
  record: (name) => clients.get(name).record,
  cut: (name, cut) => clients.get(name).network.set(cut),
  send: (name, data, options) => clients.get(name).client.send(data, options).catch(({ code }) => ({ refused: code })),
  sendAll: (name, all) => Promise.all(all.map((data) => window.tests.send(name, data))),
  sendMore: (name, count) => clients.get(name).sendMore(count),
  call: (name, method) => clients.get(name).client[method](),
  openInbox: (name, options) => inboxes.set(name, new InboxRecorder(clients.get(name).client, options)) && undefined,
  inbox: (name) => inboxes.get(name).record,
  callInbox: (name, method, texts) => inboxes.get(name).call(method, texts),
  close: (name) => clients.get(name).client.close(),
};
