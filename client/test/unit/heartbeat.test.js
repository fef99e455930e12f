import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const publishMany = (count, options) => Array.from({ length: count }, () => world.gateway.publish("x", options));
const resumes = () => world.gateway.requests.filter(({ action }) => action === "resume");

describe("heartbeat", () => {
  const MINUTE = 60_000;

  test("asks before the gateway's ten minutes, and no oftener than it must", async () => {
    await world.stablePage();
    const asked = resumes().length;

    await world.clock.advance(6 * MINUTE);
    assert.equal(resumes().length, asked);
    await world.clock.advance(1 * MINUTE);

    assert.equal(resumes().length, asked + 1);
  });

  test("asks at its time whatever is heard, since the last of a quiet stream may be lost", async () => {
    const page = await world.stablePage();
    const asked = resumes().length;
    for (let minute = 0; minute < 10; minute++) {
      publishMany(1);
      publishMany(1, { stream: "user" });
      await world.clock.advance(MINUTE);
    }
    assert.equal(resumes().length, asked + 1);
    publishMany(1, { stream: "user", lose: true });
    for (let minute = 0; minute < 8; minute++) {
      publishMany(1);
      await world.clock.advance(MINUTE);
    }

    assert.ok(page.offsets.includes("user 11"), "the lost last one of the quiet stream was found");
    assert.deepEqual(page.stale, []);
  });

  test("a lost last notification is found by it", async () => {
    const page = await world.stablePage();

    publishMany(1, { lose: true });
    await world.clock.advance(8 * MINUTE);

    assert.deepEqual(page.offsets, ["room 1"]);
  });

  test("one published before every part of the server knew the connection is found after ten seconds", async () => {
    const page = await world.openPage();

    publishMany(1, { lose: true });
    await world.clock.advance(10_100);

    assert.deepEqual(page.offsets, ["room 1"]);
  });

  test("one that is not answered ends the connection", async () => {
    const page = await world.stablePage();
    world.gateway.deaf = true;

    await world.clock.advance(8 * MINUTE);

    assert.equal(page.states.find(({ state }) => state === "disconnected").reason.code, "silent");
  });

  test("one answered with an error leaves the connection alone", async () => {
    const page = await world.stablePage();
    world.gateway.answer = () => ({ error: { code: "internal", message: "throttled" } });

    await world.clock.advance(30 * MINUTE);

    assert.deepEqual(page.names, ["connecting", "open"]);
  });

  test("a clock that is set back does not silence it", async () => {
    let shift = 0;
    await world.stablePage({ now: () => world.clock.now() + shift });
    const asked = resumes().length;

    shift = -24 * 60 * MINUTE;
    await world.clock.advance(8 * MINUTE);

    assert.equal(resumes().length, asked + 1);
  });
});
