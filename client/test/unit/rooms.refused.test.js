import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { begin, joined, leaves, MINUTE, offsets, publish, world } from "../fakes/further.js";

beforeEach(begin);

describe("a room that is not granted", () => {
  test("is refused by name, and the others go on", async () => {
    world.gateway.rooms.mayJoin = (room) => room !== "ticket-3";
    const page = await world.openPage();
    const [project, ticket] = ["project-9", "ticket-3"].map((id) => page.join(id));
    const waiting = ticket.room.when("open");
    await world.outcome(waiting);
    await world.clock.advance(100);
    publish("ticket-3");
    await world.clock.advance(20 * MINUTE);

    assert.deepEqual(ticket.names, ["joining", "refused"]);
    assert.equal(ticket.last.reason.code, "not_granted");
    assert.equal(await world.outcome(waiting), "not_granted");
    assert.deepEqual(ticket.offsets, []);
    assert.equal(project.room.state, "open");
    assert.deepEqual(page.names, ["connecting", "open"]);
    assert.equal(world.resumes().filter(({ rooms }) => rooms?.["ticket-3"]).length, 1);
  });

  test("is asked for again when the application wants it, and misses nothing since", async () => {
    let granted = false;
    world.gateway.rooms.mayJoin = () => granted;
    const [, told] = await joined();
    granted = true;
    told.room.join();
    await world.clock.advance(100);
    publish("project-9");
    await world.clock.advance(100);

    assert.deepEqual(told.names, ["joining", "refused", "joining", "open"]);
    assert.deepEqual(told.offsets, ["room 1"]);
    told.room.join();
    assert.equal(told.states.length, 4);
  });

  test("is asked for again with the next token, which may name it", async () => {
    world.gateway.rooms.mayJoin = (room, { token }) => token !== "token1";
    const [, told] = await joined();
    assert.equal(told.last.willRetry, true);
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(5_000);

    assert.deepEqual(told.names, ["joining", "refused", "joining", "open"]);
  });

  test("is not asked for again with the same token", async () => {
    world.gateway.rooms.mayJoin = () => false;
    const [, told] = await joined("project-9", { token: "fixed" });
    assert.equal(told.last.willRetry, false);
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(5_000);

    assert.deepEqual(told.names, ["joining", "refused"]);
  });

  test("because it is the home room is refused by that name", async () => {
    const page = await world.openPage();
    world.gateway.answer = ({ rooms }) => rooms && { room: world.gateway.position("room"), user: world.gateway.position("user"), rooms: { acme: { error: { code: "home_room", message: "no" } } } };
    const told = page.join("acme");
    await world.clock.advance(100);

    assert.equal(told.last.reason.code, "home_room");
    assert.equal(told.last.willRetry, false);
  });

  test("because there are too many is refused by that name, and joined when there is one less", async () => {
    const page = await world.openPage();
    const all = Array.from({ length: 51 }, (_, number) => page.join(number + 1));
    await world.clock.advance(100);
    assert.deepEqual(all.map(({ room }) => room.state), [...Array(50).fill("open"), "refused"]);
    assert.equal(all[50].last.reason.code, "too_many_rooms");
    all[0].room.leave();
    await world.clock.advance(100);
    all[50].room.join();
    await world.clock.advance(100);

    assert.equal(all[50].room.state, "open");
  });
});

describe("a server that is older", () => {
  test("and knows no rooms has each refused by name, and serves the home room", async () => {
    world.gateway.rooms = undefined;
    const page = world.page();
    const early = page.join("project-9");
    await world.clock.advance(100);
    const late = page.join("ticket-3");
    await world.clock.advance(100);
    world.gateway.publish("x");
    await world.clock.advance(20 * MINUTE);

    for (const told of [early, late]) assert.deepEqual([told.names, told.last.reason.code], [["joining", "refused"], "unsupported"]);
    assert.deepEqual(page.offsets, ["room 1"]);
    assert.deepEqual(page.logged, []);
  });

  test("is left in peace by a room that is left before its answer", async () => {
    world.gateway.rooms = undefined;
    const page = await world.openPage();
    const told = page.join("project-9");
    await world.clock.advance(5);
    told.room.leave();
    await world.clock.advance(30 * MINUTE);

    assert.equal(leaves().length, 0);
  });

  test("and then is not, has the room joined on the next connection", async () => {
    const { rooms } = world.gateway;
    world.gateway.rooms = undefined;
    const [, told] = await joined();
    world.gateway.rooms = rooms;
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(5_000);

    assert.deepEqual(told.names, ["joining", "refused", "joining", "open"]);
  });
});
