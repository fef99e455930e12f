import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { begin, joined, MINUTE, offsets, publish, world } from "../fakes/further.js";

const contract = JSON.parse(readFileSync(new URL("../../../docs/contract.json", import.meta.url), "utf8"));

beforeEach(begin);

describe("a further room", () => {
  test("is joined by the protocol's resume, and hears what is for it and nothing else", async () => {
    const page = await world.openPage();
    const project = page.join("project-9");
    const ticket = page.join("ticket-3");
    await world.clock.advance(100);
    publish("project-9");
    publish("project-9", { stream: "user" });
    publish("ticket-3");
    world.gateway.publish("home");
    await world.clock.advance(100);

    const { ref, ...asked } = world.resumes().at(-1);
    assert.match(ref, /^[\w-]{1,64}$/);
    assert.deepEqual(asked, { action: "resume", rooms: { "project-9": {}, "ticket-3": {} } });
    assert.deepEqual(project.names, ["joining", "open"]);
    assert.deepEqual(project.offsets, ["room 1", "user 1"]);
    assert.deepEqual(ticket.offsets, ["room 1"]);
    assert.deepEqual(page.offsets, ["room 1"]);
    assert.equal(world.gateway.sockets.length, 1);
  });

  test("is the same object for the same id, a number or its digits, until it is left", async () => {
    const { client } = await world.openPage();
    const room = client.room(7);

    assert.equal(client.room("7"), room);
    assert.equal(room.id, "7");
    room.leave();
    const again = client.room("7");
    assert.notEqual(again, room);
    room.leave();
    assert.equal(client.room("7"), again);
    assert.deepEqual([room.state, again.state], ["closed", "joining"]);
  });

  for (const id of ["", "a\tb", "\ud800", "x".repeat(257), "€".repeat(86), 1.5, 2 ** 60, null, undefined, {}])
    test(`has no id like ${JSON.stringify(id)?.slice(0, 20)}, and that is said at once`, async () => {
      const page = await world.openPage();

      assert.throws(() => page.client.room(id), /room: the id is .*, expected a text of 1 to 256 bytes/);
    });

  test("takes the ids that the contract has, and no others", async () => {
    const { client } = await world.openPage();
    // In JavaScript 7.0 is 7, and what has more digits than a number holds is not known exactly.
    const exact = (id) => typeof id !== "number" || Number.isSafeInteger(id);

    for (const id of contract.ids.valid.filter(exact)) assert.equal(client.room(id).id, String(id));
    for (const id of contract.ids.invalid.filter((one) => !Number.isInteger(one))) assert.throws(() => client.room(id), TypeError);
  });

  for (const id of ["__proto__", "constructor", '"\\', "x".repeat(256), "project 9", "ünï", "😀"])
    test(`can be called ${id.slice(0, 20)}`, async () => {
      const [, told] = await joined(id);
      publish(id);
      await world.clock.advance(100);

      assert.equal(told.room.state, "open");
      assert.deepEqual(told.offsets, ["room 1"]);
    });

  test("costs nothing where there is none: the messages are what they were", async () => {
    const page = await world.stablePage();
    page.client.send("x");
    await world.clock.advance(8 * MINUTE);

    for (const { rooms, room_id } of world.gateway.requests) assert.deepEqual([rooms, room_id], [undefined, undefined]);
  });

  test("asked for before the connection is open goes along with its first resume", async () => {
    const page = world.page();
    const told = page.join("project-9");
    await world.clock.advance(100);

    assert.equal(world.resumes().length, 1);
    assert.deepEqual(told.names, ["joining", "open"]);
  });

  test("asked for and left before the connection is open is not asked for", async () => {
    const page = world.page();
    const told = page.join("project-9");
    told.room.leave();
    await world.clock.advance(MINUTE);

    assert.deepEqual(world.resumes().map(({ rooms }) => rooms), [undefined, undefined]);
    assert.deepEqual(told.names, ["joining", "closed"]);
    assert.equal(told.last.reason.code, "left");
  });

  test("published to before every part of the server knew of it has it found after ten seconds", async () => {
    const [, told] = await joined();
    publish("project-9", { lose: true });
    await world.clock.advance(10_100);

    assert.deepEqual(told.offsets, ["room 1"]);
  });

  test("sees what it missed in each of several, after the connection was lost", async () => {
    const [page, project] = await joined();
    const ticket = page.join("ticket-3");
    await world.clock.advance(100);
    publish("ticket-3");
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);
    assert.deepEqual([project.room.state, ticket.room.state], ["joining", "joining"]);
    for (let times = 0; times < 3; times++) publish("project-9");
    publish("ticket-3");
    await world.clock.advance(5_000);

    assert.deepEqual(project.names, ["joining", "open", "joining", "open"]);
    assert.deepEqual(project.offsets, offsets(3));
    assert.deepEqual(ticket.offsets, offsets(2));
    assert.deepEqual([...project.stale, ...ticket.stale, ...page.stale], []);
  });

  test("that cannot be recovered says so, and the others go on", async () => {
    const [page, project] = await joined();
    const ticket = page.join("ticket-3");
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);
    for (let times = 0; times < 301; times++) publish("project-9");
    publish("ticket-3");
    await world.clock.advance(5_000);
    publish("project-9");
    await world.clock.advance(100);

    assert.deepEqual(project.stale, ["not_recovered"]);
    assert.deepEqual(project.offsets, ["room 302"]);
    assert.deepEqual(ticket.offsets, ["room 1"]);
    assert.deepEqual([...page.stale, ...ticket.stale], []);
  });

  test("with a gap is asked about alone, and the gap is filled", async () => {
    const [page, told] = await joined();
    page.join("ticket-3");
    await world.clock.advance(11_000);
    const asked = world.resumes().length;
    publish("project-9", { lose: true });
    publish("project-9");
    await world.clock.advance(2_000);

    assert.deepEqual(told.offsets, offsets(2));
    assert.deepEqual(world.resumes().slice(asked).map(({ room, rooms }) => [room, Object.keys(rooms)]), [[undefined, ["project-9"]]]);
    assert.equal(told.states.length, 2);
  });

  test("that is silent is asked about in time, however much is said in the home room", async () => {
    const [, told] = await joined();
    await world.clock.advance(11_000);
    publish("project-9", { lose: true });
    for (let minute = 0; minute < 8; minute++) {
      for (const stream of ["room", "user"]) world.gateway.publish("x", { stream });
      await world.clock.advance(MINUTE);
    }

    assert.deepEqual(told.offsets, ["room 1"]);
  });

  test("is named in each heartbeat with its position", async () => {
    const [page] = await joined();
    page.join("ticket-3");
    publish("project-9");
    await world.clock.advance(11_000);
    const asked = world.resumes().length;
    await world.clock.advance(8 * MINUTE);

    const none = { epoch: "", offset: 0 };
    const [beat, ...more] = world.resumes().slice(asked);
    assert.equal(more.length, 0);
    assert.deepEqual(beat.room, none);
    assert.deepEqual(beat.rooms, { "project-9": { room: world.gateway.position("room", { room: "project-9" }), user: none }, "ticket-3": { room: none, user: none } });
  });
});

describe("what is sent in a room", () => {
  test("names it, is in the order of the calls, and holds up no other room", async () => {
    const [page, told] = await joined();
    world.gateway.workMs = ({ room_id }) => (room_id ? 5_000 : 0);
    const sending = [1, 2, 3].map((data) => told.room.send(data));
    const home = page.client.send("home");
    await world.clock.advance(1_000);
    assert.equal(await world.outcome(home), "resolved");
    await world.clock.advance(20_000);

    assert.deepEqual(told.received.map(({ data }) => data), [1, 2, 3]);
    assert.equal(new Set(await Promise.all(sending)).size, 3);
    assert.deepEqual(page.received.map(({ data }) => data), ["home"]);
    assert.ok(told.received.every(({ room_id }) => room_id === "project-9"));
  });

  test("waits until it is joined, and goes out once, whatever is lost meanwhile", async () => {
    const page = world.page();
    const told = page.join("project-9");
    const sending = told.room.send("early");
    await world.clock.advance(55);
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(5_000);

    assert.match(await sending, /^7\//);
    assert.deepEqual(told.received.map(({ data }) => data), ["early"]);
  });

  test("is refused by name where the room is", async () => {
    world.gateway.rooms.mayJoin = () => false;
    const page = world.page();
    const told = page.join("project-9");
    const waiting = told.room.send("early");
    await world.outcome(waiting);
    await world.clock.advance(100);

    assert.equal(await world.outcome(waiting), "not_granted");
    assert.equal(await world.outcome(told.room.send("late")), "not_granted");
    told.room.leave();
    assert.equal(await world.outcome(told.room.send("later")), "left");
  });

  test("is told by the server that the room is not joined", async () => {
    const [, told] = await joined();
    world.gateway.rooms.end("project-9", { lose: true });
    const sending = told.room.send("x");
    await world.outcome(sending);
    await world.clock.advance(100);

    assert.equal(await world.outcome(sending), "not_joined");
  });
});

describe("more rooms than one message takes", () => {
  test("fifty of them go together", async () => {
    const page = await world.openPage();
    for (let number = 0; number < contract.rooms.most; number++) page.join(number);
    await world.clock.advance(100);
    const asked = world.resumes().length;
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(5_000);

    assert.equal(world.resumes().length, asked + 1);
    assert.equal(Object.keys(world.resumes().at(-1).rooms).length, 50);
  });

  test("with long names go in several, none larger than a frame, and the home room in the first", async () => {
    world.gateway.epochOf = (number) => `${number}`.padStart(64, "0");
    const page = await world.openPage();
    const all = Array.from({ length: 50 }, (_, number) => page.join(String(number).padEnd(256, '"\\')));
    for (const { room } of all) for (const stream of ["room", "user"]) publish(room.id, { stream });
    await world.clock.advance(11_000);
    world.gateway.sockets[0].end(1006);
    const asked = world.resumes().length;
    for (const { room } of all) publish(room.id);
    await world.clock.advance(5_000);

    assert.equal(page.client.state, "open");
    const again = world.resumes().slice(asked, asked + 2);
    assert.deepEqual(again.map(({ room, rooms }) => [!!room, Object.keys(rooms).length]), [[true, 24], [false, 26]]);
    for (const told of all) assert.deepEqual([told.offsets.at(-1), told.stale], ["room 2", []]);
  });
});

test("an answer about rooms alone opens no connection, and what waits in them goes out once it is open", async () => {
  world.gateway.epochOf = (number) => `${number}`.padStart(64, "0");
  const page = await world.openPage();
  const all = Array.from({ length: 50 }, (_, number) => page.join(String(number).padEnd(256, '"\\')));
  for (const { room } of all) for (const stream of ["room", "user"]) publish(room.id, { stream });
  await world.clock.advance(11_000);
  world.gateway.workMs = ({ action, room }) => (action === "resume" && room ? 1_000 : 0);
  world.gateway.sockets[0].end(1006);
  const sending = all[49].room.send("hello");
  await world.clock.advance(1_500);
  assert.deepEqual([page.client.state, all[49].room.state], ["connecting", "open"]);
  await world.clock.advance(1_500);

  assert.equal(page.client.state, "open");
  assert.equal(await world.outcome(sending), "resolved");
});
