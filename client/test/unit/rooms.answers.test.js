import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { begin, joined, MINUTE, offsets, publish, world } from "../fakes/further.js";

beforeEach(begin);

describe("an answer", () => {
  test("that says try_again is asked for again, and all of it comes", async () => {
    const page = await world.openPage();
    const all = [1, 2, 3, 4].map((id) => page.join(id));
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);
    for (const { room } of all) for (let times = 0; times < 3; times++) publish(room.id);
    world.gateway.rooms.mostMissed = 4;
    await world.clock.advance(8_000);

    for (const told of all) assert.deepEqual([told.offsets, told.stale, told.room.state], [offsets(3), [], "open"]);
  });

  test("in several frames is put together", async () => {
    world.gateway.rooms.split = true;
    const page = await world.openPage();
    const all = [1, 2, 3].map((id) => page.join(id));
    await world.clock.advance(100);

    assert.deepEqual(all.map(({ room }) => room.state), ["open", "open", "open"]);
    assert.deepEqual(page.logged, []);
  });

  test("of which a part is lost is asked for again", async () => {
    world.gateway.rooms.split = true;
    const page = await world.openPage();
    let losses = 1;
    world.gateway.weather = ({ rooms, ref }) => (rooms && !ref && losses-- > 0 ? Infinity : 0);
    const all = [1, 2, 3].map((id) => page.join(id));
    await world.clock.advance(30_000);

    assert.deepEqual(all.map(({ room }) => room.state), ["open", "open", "open"]);
  });

  test("that is lost is asked for again", async () => {
    const page = await world.stablePage();
    world.gateway.answer = ({ rooms }) => (rooms ? "none" : undefined);
    const told = page.join("project-9");
    await world.clock.advance(100);
    world.gateway.publish("it lives");
    world.gateway.answer = () => undefined;
    await world.clock.advance(20_000);

    assert.equal(told.room.state, "open");
    assert.deepEqual(page.names, ["connecting", "open"]);
  });

  test("that is a fault is asked for again", async () => {
    const page = await world.stablePage();
    world.gateway.answer = ({ rooms }) => (rooms ? { error: { code: "internal", message: "throttled" } } : undefined);
    const told = page.join("project-9");
    await world.clock.advance(100);
    world.gateway.answer = () => undefined;
    await world.clock.advance(20_000);

    assert.equal(told.room.state, "open");
  });

  test("that puts off has it asked about later, with all that came meanwhile", async () => {
    const [, told] = await joined();
    let refusals = 2;
    world.gateway.answer = ({ rooms }) => (rooms && refusals-- > 0 ? { error: { code: "resume_too_often", message: "no", retry_after: 10 } } : undefined);
    for (const lose of [true, false]) publish("project-9", { lose });
    await world.clock.advance(3_000);
    publish("project-9");
    await world.clock.advance(5 * MINUTE);

    assert.deepEqual(told.offsets, offsets(3));
    assert.deepEqual(told.stale, []);
  });

  test("that puts off a question about a gap, however often, has nothing given up", async () => {
    const [, told] = await joined();
    await world.clock.advance(11_000);
    let refusals = 8;
    world.gateway.answer = ({ rooms }) => (rooms && refusals-- > 0 ? { error: { code: "resume_too_often", message: "no", retry_after: 30 } } : undefined);
    for (const lose of [true, false]) publish("project-9", { lose });
    await world.clock.advance(15 * MINUTE);

    assert.deepEqual(told.offsets, offsets(2));
    assert.deepEqual(told.stale, []);
  });

  test("that calls a position invalid has those of its question given up, and that is said", async () => {
    const [page, told] = await joined();
    world.gateway.sockets[0].end(1006);
    let once = true;
    world.gateway.answer = ({ room, rooms }) => ((room || rooms?.["project-9"].room) && once ? ((once = false), { error: { code: "invalid_position", message: "no" } }) : undefined);
    await world.clock.advance(5_000);

    assert.deepEqual([page.stale, told.stale], [["invalid_position"], ["invalid_position"]]);
    assert.equal(told.room.state, "open");
  });
});
