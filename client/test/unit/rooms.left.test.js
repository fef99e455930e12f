import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { begin, joined, leaves, MINUTE, offsets, publish, world } from "../fakes/further.js";

beforeEach(begin);

describe("a room that is left", () => {
  test("is left by the protocol, and says nothing more, whatever is on its way", async () => {
    const [page, told] = await joined();
    publish("project-9", { lateMs: 50 });
    told.room.leave();
    publish("project-9");
    await world.clock.advance(100);
    publish("project-9");
    await world.clock.advance(20 * MINUTE);

    assert.deepEqual(leaves().map(({ action, room_id }) => [action, room_id]), [["leave", "project-9"]]);
    assert.deepEqual(told.names, ["joining", "open", "closed"]);
    assert.deepEqual(told.offsets, []);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    assert.deepEqual(page.names, ["connecting", "open"]);
    assert.equal(world.resumes().at(-1).rooms, undefined);
  });

  test("within a handler hears nothing more of the same frame", async () => {
    const [, told] = await joined();
    told.room.on("*", () => told.room.leave());
    world.gateway.sockets[0].end(1006);
    for (let times = 0; times < 3; times++) publish("project-9");
    await world.clock.advance(5_000);

    assert.deepEqual(told.offsets, ["room 1"]);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("is left after the answer to what joins it, since the two would overtake each other", async () => {
    const page = await world.openPage();
    world.gateway.workMs = ({ rooms }) => (rooms ? 500 : 0);
    const told = page.join("project-9");
    await world.clock.advance(100);
    told.room.leave();
    await world.clock.advance(300);
    assert.equal(leaves().length, 0);
    await world.clock.advance(1_000);

    assert.equal(leaves().length, 1);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    assert.deepEqual(told.names, ["joining", "closed"]);
  });

  test("and joined again is joined after the answer to what left it, and begins anew", async () => {
    const [page, told] = await joined();
    publish("project-9");
    await world.clock.advance(11_000);
    world.gateway.workMs = ({ action }) => (action === "leave" ? 500 : 0);
    told.room.leave();
    publish("project-9");
    const again = page.join("project-9");
    await world.clock.advance(1_000);
    publish("project-9");
    await world.clock.advance(100);

    assert.deepEqual(told.offsets, ["room 1"]);
    assert.deepEqual(again.names, ["joining", "open"]);
    assert.deepEqual(again.offsets, ["room 3"]);
    assert.deepEqual(again.stale, []);
    assert.equal(world.gateway.rooms.in("project-9").length, 1);
  });

  test("while the answer to a question is on its way that would say something is missing, hears nothing of it", async () => {
    const [, told] = await joined();
    world.gateway.sockets[0].end(1006);
    world.gateway.forget("room", { room: "project-9" });
    world.gateway.workMs = ({ rooms }) => (rooms ? 500 : 0);
    await world.clock.advance(1_200);
    told.room.leave();
    await world.clock.advance(5_000);

    assert.deepEqual(told.stale, []);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("is left again where the server could not", async () => {
    const [, told] = await joined();
    let faults = 2;
    world.gateway.answer = ({ action }) => (action === "leave" && faults-- > 0 ? { error: { code: "too_many_messages", message: "no" } } : undefined);
    told.room.leave();
    await world.clock.advance(50_000);

    assert.equal(leaves().length, 3);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("is left again where the answer was lost", async () => {
    const [page, told] = await joined();
    world.gateway.answer = ({ action }) => (action === "leave" ? "none" : undefined);
    told.room.leave();
    await world.clock.advance(50_000);
    world.gateway.answer = () => undefined;
    await world.clock.advance(30_000);

    assert.equal(leaves().length, 4);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    const again = page.join("project-9");
    await world.clock.advance(100);
    assert.equal(again.room.state, "open");
  });

  test("where the answer to what joined it was lost too", async () => {
    const page = await world.stablePage();
    world.gateway.weather = ({ rooms }) => (rooms ? Infinity : 0);
    const told = page.join("project-9");
    await world.clock.advance(100);
    told.room.leave();
    await world.clock.advance(25_000);

    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("offline is not asked for again", async () => {
    const [page, told] = await joined();
    page.client.disconnect();
    told.room.leave();
    page.client.connect();
    await world.clock.advance(MINUTE);

    assert.equal(leaves().length, 0);
    assert.equal(world.resumes().at(-1).rooms, undefined);
  });
});
