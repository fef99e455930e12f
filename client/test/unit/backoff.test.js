import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff, between } from "../../src/backoff.js";
import { Timer } from "../../src/timer.js";

const WINDOW = { backoffBaseMs: 1_000, backoffCapMs: 30_000 };

test("the window doubles", () => {
  assert.deepEqual([0, 1, 2, 3, 4].map((attempt) => backoff(attempt, () => 0.5, WINDOW)), [500, 1_000, 2_000, 4_000, 8_000]);
});

test("jitter is applied after the cap", () => {
  const at = (random) => backoff(20, () => random, WINDOW);

  assert.deepEqual([0, 0.25, 0.5, 0.75].map(at), [0, 7_500, 15_000, 22_500]);
});

test("no number of attempts leaves the window", () => {
  assert.equal(backoff(100_000, () => 1, WINDOW), 30_000);
});

test("a value is drawn from its range", () => {
  assert.equal(between([90, 110], () => 0.25), 95);
});

test("a delay beyond the browsers' 32 bits does not fire at once", () => {
  let asked;
  const timer = new Timer({ setTimeout: (_, delayMs) => (asked = delayMs), clearTimeout: () => {} }, () => {});

  timer.start(Infinity);

  assert.equal(asked, 2_147_483_647);
});
