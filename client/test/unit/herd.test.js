import assert from "node:assert/strict";
import { test } from "node:test";
import { World } from "../fakes/world.js";

/** The same numbers in each run: a test of a distribution must not fail by chance. */
function seeded(seed) {
  return () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed / 2 ** 32;
  };
}

/** How many of the times fall into each tenth of the window. */
function tenths(timesMs, windowMs) {
  const counts = Array(10).fill(0);
  for (const time of timesMs) counts[Math.floor((10 * time) / windowMs)]++;
  return counts;
}

test("a thousand clients come back spread over the window after a mass disconnect", async () => {
  const world = new World();
  const random = seeded(1);
  const pages = Array.from({ length: 1_000 }, () => world.page({ random }));
  await world.clock.advance(100);
  assert.equal(world.gateway.open.length, 1_000);

  for (const socket of world.gateway.open) socket.end(1001);
  const delays = pages.map(({ last }) => last.delayMs);
  await world.clock.advance(2_100);

  const spread = tenths(delays, 2_000);
  assert.equal(spread.length, 10, "none beyond the window");
  for (const count of spread) assert.ok(count > 70 && count < 130, `about a hundred in each tenth: ${spread}`);
  assert.equal(world.gateway.open.length, 1_000);
});

test("at the cap they are as spread, not in step", async () => {
  const world = new World();
  world.gateway.handshake = "refuse";
  const random = seeded(2);
  const pages = Array.from({ length: 1_000 }, () => world.page({ random }));

  await world.clock.advance(300_000);

  const delays = pages.map(({ last }) => last.delayMs);
  const spread = tenths(delays, 30_000);
  assert.equal(spread.length, 10);
  // A long delay is more likely to be the current one at a given moment, so the later tenths hold more.
  assert.ok(Math.max(...spread) < 260, `${spread}`);
  assert.ok(spread.filter((count) => count > 20).length >= 8, `${spread}`);
});
