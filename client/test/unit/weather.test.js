import assert from "node:assert/strict";
import { test } from "node:test";
import { World } from "../fakes/world.js";

/** Short ones: what takes minutes in a page has to happen often here. */
const OPTIONS = {
  heartbeatMs: [5_000, 10_000],
  renewMs: [15_000, 40_000],
  renewRetryMs: [2_000, 5_000],
  stableMs: 2_000,
  backoffBaseMs: 500,
  backoffCapMs: 5_000,
  queueLimit: 1_000,
};

/** The same numbers for the same seed. */
function seeded(seed) {
  return () => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** One bad thing that can happen, or none. */
function happen(world, page, random) {
  const { gateway } = world;
  const things = [
    () => (gateway.deaf = !gateway.deaf),
    () => gateway.open.forEach((socket) => socket.end(1006)),
    () => (gateway.handshake = ["accept", "accept", "refuse", "hang"][Math.floor(4 * random())]),
    () => page.offline(),
    () => page.wake(),
    () => gateway.publish("from elsewhere", { lose: random() < 0.5, lateMs: 3_000 * random() }),
  ];
  things[Math.floor(3 * things.length * random())]?.();
}

for (let seed = 1; seed <= 20; seed++) {
  test(`in bad weather of seed ${seed} every send is answered, and all are there once, in the order of the calls`, async () => {
    const random = seeded(seed * 7_919);
    const world = new World();
    const page = world.page({ ...OPTIONS, random });
    world.gateway.workMs = () => 1 + (random() < 0.1 ? 15_000 : 90) * random();
    const sending = [];
    for (let round = 0; round < 150; round++) {
      for (let more = 4 * random(); more > 1; more--) sending.push(page.client.send(sending.length + 1));
      await world.clock.advance(3_000 * random());
      happen(world, page, random);
    }
    Object.assign(world.gateway, { deaf: false, handshake: "accept", workMs: () => 20 });
    await world.clock.advance(300_000);

    assert.equal(new Set(await Promise.all(sending)).size, sending.length);
    const numbers = page.received.map(({ data }) => data).filter(Number.isInteger);
    assert.deepEqual(numbers, sending.map((_, index) => index + 1));
    assert.deepEqual(page.offsets, page.received.map((_, index) => `room ${index + 1}`));
    assert.deepEqual(page.stale, []);
  });
}
