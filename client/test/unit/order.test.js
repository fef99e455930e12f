import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const publishMany = (count, options) => Array.from({ length: count }, () => world.gateway.publish("x", options));
const resumes = () => world.gateway.requests.filter(({ action }) => action === "resume");

describe("order", () => {
  test("late ones are waited for, and nothing is asked", async () => {
    const page = await world.openPage();
    const asked = resumes().length;

    world.gateway.publish("a", { lateMs: 500 });
    publishMany(2);
    await world.clock.advance(900);

    assert.deepEqual(page.offsets, ["room 1", "room 2", "room 3"]);
    assert.equal(resumes().length, asked);
  });

  test("a lost one is asked for after a short wait, and comes before those that were held", async () => {
    const page = await world.openPage();

    world.gateway.publish("lost", { lose: true });
    publishMany(2);
    await world.clock.advance(500);
    assert.deepEqual(page.offsets, []);
    await world.clock.advance(600);

    assert.deepEqual(page.offsets, ["room 1", "room 2", "room 3"]);
    assert.deepEqual(page.stale, []);
  });

  test("a gap in one stream does not hold up the other", async () => {
    const page = await world.openPage();

    world.gateway.publish("lost", { lose: true });
    publishMany(1);
    publishMany(2, { stream: "user" });
    await world.clock.advance(500);

    assert.deepEqual(page.offsets, ["user 1", "user 2"]);
    await world.clock.advance(1_000);
    assert.deepEqual(page.offsets, ["user 1", "user 2", "room 1", "room 2"]);
  });

  test("the same number in two streams is two notifications", async () => {
    const page = await world.openPage();

    publishMany(1);
    publishMany(1, { stream: "user" });
    await world.clock.advance(100);

    assert.deepEqual(page.offsets, ["room 1", "user 1"]);
  });

  test("duplicates are dropped, whether handed over or still held", async () => {
    const page = await world.openPage();
    const [socket] = world.gateway.sockets;

    const [first] = publishMany(1);
    const lost = world.gateway.publish("late", { lose: true });
    const [third] = publishMany(1);
    const asked = resumes().length;
    for (const again of [first, third, third, lost, lost, first]) socket.deliver(again);
    await world.clock.advance(5_000);

    assert.deepEqual(page.offsets, ["room 1", "room 2", "room 3"]);
    assert.equal(resumes().length, asked, "a duplicate is no gap");
  });

  test("what came before the first answer is handed over after it, in order", async () => {
    const page = world.page();
    await world.clock.advance(15);
    publishMany(1, { lateMs: 3 });
    publishMany(1);
    await world.clock.advance(200);

    assert.deepEqual(page.offsets, ["room 1", "room 2"]);
    assert.deepEqual(page.stale, []);
  });

  test("garbage is passed over with a note", async () => {
    const page = await world.openPage();
    const [socket] = world.gateway.sockets;

    for (const text of ["", "nonsense", "null", "[]", "7", '{"stream":"room"}', '{"stream":"room","epoch":"e","offset":1.5}', '{"stream":"cellar","epoch":"e","offset":1}'])
      socket.deliverText(text);
    publishMany(1);
    await world.clock.advance(100);

    assert.deepEqual(page.offsets, ["room 1"]);
    assert.equal(page.logged.length, 8);
    assert.equal(page.client.state, "open");
  });
});
