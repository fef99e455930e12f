/** A page with a bell, whose gateway and inbox are the fakes of the unit tests, on the clock of the page. */
import "../../src/bell.js";
import { connect } from "../../src/index.js";
import { FakeGateway } from "../fakes/gateway.js";
import { FakeInbox } from "../fakes/inbox.js";

globalThis.Buffer = { byteLength: (text) => new TextEncoder().encode(text).length };

/** Timers and listeners that somebody has and has not given back, so that a test can see what is left. */
const native = { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window) };
const left = { timers: new Set(), listeners: 0 };
for (const [start, stop] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"]]) {
  const [begin, end] = [window[start], window[stop]];
  window[start] = (run, ...more) => {
    const id = begin(() => (start === "setTimeout" && left.timers.delete(id), run()), ...more);
    left.timers.add(id);
    return id;
  };
  window[stop] = (id) => (left.timers.delete(id), end(id));
}
const { addEventListener, removeEventListener } = EventTarget.prototype;
for (const target of [document, window]) {
  target.addEventListener = (...args) => (left.listeners++, addEventListener.apply(target, args));
  target.removeEventListener = (...args) => (left.listeners--, removeEventListener.apply(target, args));
}

/** Those of the client and of the gateway are not counted. */
const clock = { now: () => Date.now(), ...native };
const gateway = new FakeGateway(clock);
const inbox = new FakeInbox(gateway, clock);
const client = connect("wss://gateway.test/development", { token: "token", WebSocket: gateway.WebSocket, backoffBaseMs: 50, backoffCapMs: 100, logger: { warn() {}, error() {} }, ...native });

/** What the bell has told the page, and whether that goes its own way. */
const events = [];
let cancel = false;
for (const type of ["hermes-open", "hermes-close", "hermes-item", "hermes-action"])
  document.addEventListener(type, (event) => {
    events.push([type, event.detail.item?.data?.title ?? "", event.detail.url ?? event.detail.action?.url ?? event.detail.action?.type ?? ""]);
    if (cancel) event.preventDefault();
  });

const bell = document.createElement("hermes-bell");

window.page = {
  bell, client, gateway, inbox, events, left,
  shown: () => document.getElementById("place").append(bell),
  cancels: () => (cancel = true),
  publish: (all, stream = "inbox") => all.forEach((data) => inbox.publish(stream, data)),
  cut: () => {
    gateway.handshake = "refuse";
    for (const socket of gateway.open) socket.end(1006);
  },
  back: () => (gateway.handshake = "accept"),
  refuse: (action, code) => (gateway.answer = (request) => (request.action === action ? { error: { code, message: "no" } } : undefined)),
};
