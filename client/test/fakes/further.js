/** What the tests of further rooms share: a gateway, and pages that are in a room of it. Made anew by `begin`. */
import { World } from "./world.js";

/** @type {World} */
export let world;
export const begin = () => (world = new World());

export const MINUTE = 60_000;
export const publish = (room, options) => world.gateway.publish("x", { room, ...options });
export const leaves = () => world.gateway.requests.filter(({ action }) => action === "leave");
export const offsets = (count, stream = "room") => Array.from({ length: count }, (_, at) => `${stream} ${at + 1}`);
/** The middle of 90 to 115 minutes, which the page's constant randomness draws. */
export const RENEWAL = 102.5 * MINUTE;

/** A page that is stable, and in a room since. */
export async function joined(id = "project-9", options) {
  const page = await world.stablePage(options);
  const told = page.join(id);
  await world.clock.advance(100);
  return [page, told];
}
