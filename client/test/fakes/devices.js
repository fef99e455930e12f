/** What the tests of the inbox share: a gateway with an inbox, and devices of its user. Made anew by `begin`. */
import { createInbox } from "../../src/inbox.js";
import { FakeInbox } from "./inbox.js";
import { World } from "./world.js";

/** @type {World} */
export let world;
/** @type {FakeInbox} */
export let server;
let devices = 0;

export function begin() {
  world = new World();
  server = new FakeInbox(world.gateway, world.clock);
}

export const publish = (count, stream = "inbox", options = undefined) =>
  Array.from({ length: count }, (_, index) => server.publish(stream, { type: "job", data: index + 1 }, options));

/** A page that is open, and its inbox. Each draws other names for what it sends. */
export async function device(options, pageOptions) {
  const drawn = 0.5 + ++devices / 1_000;
  const page = await world.stablePage({ backoffBaseMs: 500, random: () => drawn, ...pageOptions });
  const inbox = createInbox(page.client, options);
  await world.clock.advance(100);
  return { page, inbox };
}

export const sent = (action) => world.gateway.requests.filter((request) => request.action === action);
export const ids = ({ items }) => items.map(({ id }) => id);
export const offsets = ({ items }) => items.map(({ stream, offset }) => `${stream} ${offset}`);
export const numbers = ({ unread, unseen }) => ({ unread, unseen });
