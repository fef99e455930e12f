/** What the tests of tabs that share have in common: a gateway, and a browser. Made anew by `begin`. */
import assert from "node:assert/strict";
import { FakeBrowser } from "./tabs.js";
import { World } from "./world.js";

/** @type {World} */
export let world;
/** @type {FakeBrowser} */
export let browser;

export function begin() {
  world = new World();
  browser = new FakeBrowser(world);
}

export const publish = (count) => Array.from({ length: count }, () => world.gateway.publish("x"));
export const expected = (count) => Array.from({ length: count }, (_, at) => `room ${at + 1}`);
/** The one whose tab has the lock. */
export const owner = (pages) => pages.find(({ tab }) => [...browser.holders].some(([name, holder]) => name.endsWith("]") && holder.tab === tab));
export const others = (pages) => pages.filter((page) => page !== owner(pages));
export const leaves = () => world.gateway.requests.filter(({ action }) => action === "leave");

/** One connection, and everybody has everything once, in order. */
export function whole(pages, count) {
  assert.equal(world.gateway.open.length, 1, "connections");
  for (const page of pages) {
    assert.equal(page.client.state, "open");
    assert.deepEqual(page.offsets, expected(count));
    assert.deepEqual(page.stale, []);
  }
}
