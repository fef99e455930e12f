import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const TOO_OFTEN = { error: { code: "resume_too_often", message: "Resumed too often. Resume again after 30 s.", retry_after: 30 } };

/** The next questions are not looked at. @param {number} times */
function refuseResumes(times) {
  world.gateway.answer = ({ action }) => (action === "resume" && times-- > 0 ? TOO_OFTEN : undefined);
}

const publishMany = (count, options) => Array.from({ length: count }, () => world.gateway.publish("x", options));

describe("a server that is asked too often", () => {
  test("by a client that comes back is asked again after the time it says, and nothing is lost", async () => {
    const page = await world.stablePage();
    publishMany(1);
    await world.clock.advance(100);
    refuseResumes(2);
    world.gateway.sockets[0].end(1006);
    publishMany(3);
    const asked = world.resumes().length;
    await world.clock.advance(45_900);
    assert.equal(world.resumes().length, asked + 1);
    assert.equal(page.client.state, "connecting");
    await world.clock.advance(91_000);

    assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "open"]);
    assert.equal(world.gateway.sockets.length, 2);
    assert.deepEqual(page.offsets, [1, 2, 3, 4].map((offset) => `room ${offset}`));
    assert.deepEqual(page.stale, []);
  });

  test("and never has time fails the attempt, and the next one resumes from the same place", async () => {
    const page = await world.stablePage();
    publishMany(1);
    await world.clock.advance(100);
    refuseResumes(6);
    world.gateway.sockets[0].end(1006);
    publishMany(2);
    await world.clock.advance(500_000);

    assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "disconnected", "connecting", "open"]);
    assert.equal(page.states[4].reason.code, "resume_failed");
    assert.deepEqual(page.offsets, ["room 1", "room 2", "room 3"]);
    assert.deepEqual(page.stale, []);
  });

  test("about a gap is asked again later, however long that takes, and nothing is given up", async () => {
    const page = await world.stablePage();
    refuseResumes(8);
    publishMany(1, { lose: true });
    publishMany(1);
    const asked = world.resumes().length;
    await world.clock.advance(8 * 90_000);
    assert.ok(world.resumes().length - asked <= 9);
    await world.clock.advance(120_000);

    assert.deepEqual(page.offsets, ["room 1", "room 2"]);
    assert.deepEqual(page.stale, []);
    assert.deepEqual(page.names, ["connecting", "open"]);
  });

  test("by tab switches and heartbeats is left alone, and the connection with it", async () => {
    const page = await world.stablePage();
    refuseResumes(1);
    page.wake();
    await world.clock.advance(25_000);
    const asked = world.resumes().length;
    page.wake();
    await world.clock.advance(1_000);
    assert.equal(world.resumes().length, asked);
    await world.clock.advance(20_000);

    assert.equal(world.resumes().length, asked + 1);
    assert.deepEqual(page.names, ["connecting", "open"]);
    assert.deepEqual(page.logged, []);
  });

  test("by many tabs of one user has them come back one after the other, and none fails", async () => {
    let allowed = 0;
    world.gateway.answer = ({ action }) => (action !== "resume" || allowed-- > 0 ? undefined : { error: { ...TOO_OFTEN.error, retry_after: 2 } });
    const pages = Array.from({ length: 12 }, (_, index) => world.page({ random: () => (7 * index % 12) / 12 }));
    for (let second = 0; second < 120; second++) {
      if (second % 2 === 0) allowed = Math.max(allowed, 0) + 2;
      await world.clock.advance(1_000);
    }

    for (const page of pages) assert.deepEqual(page.names, ["connecting", "open"]);
  });

  test("is not waited for by a client that is closed", async () => {
    refuseResumes(1);
    const page = await world.openPage();
    page.client.close();
    await world.clock.advance(20);

    assert.equal(world.clock.pending, 0);
  });
});
