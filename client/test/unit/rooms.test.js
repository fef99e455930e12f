import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { World, tokenFor } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const MINUTE = 60_000;
const publish = (room, options) => world.gateway.publish("x", { room, ...options });
const leaves = () => world.gateway.requests.filter(({ action }) => action === "leave");
const offsets = (count, stream = "room") => Array.from({ length: count }, (_, at) => `${stream} ${at + 1}`);
/** The middle of 90 to 115 minutes, which the page's constant randomness draws. */
const RENEWAL = 102.5 * MINUTE;

/** A page that is stable, and in a room since. */
async function joined(id = "project-9", options) {
  const page = await world.stablePage(options);
  const told = page.join(id);
  await world.clock.advance(100);
  return [page, told];
}

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

describe("a room that the server ends", () => {
  for (const code of ["ungranted", "kicked", "grant_expired", "of the future"])
    test(`for good (${code}) is refused by that name, and not joined again by itself`, async () => {
      const [page, told] = await joined();
      world.gateway.rooms.end("project-9", { code, return: "no", message: "so it is" });
      await world.clock.advance(50);
      world.gateway.sockets[0].end(1006);
      await world.clock.advance(20 * MINUTE);

      assert.deepEqual(told.names, ["joining", "open", "refused"]);
      assert.deepEqual([told.last.reason.code, told.last.reason.message, told.last.willRetry], [code, "so it is", false]);
      assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "open"]);
      assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    });

  test("until there is another token is joined again with that, and has missed nothing", async () => {
    const [, told] = await joined();
    publish("project-9");
    await world.clock.advance(100);
    world.gateway.rooms.end("project-9", { code: "revoked", return: "with_new_token" });
    publish("project-9");
    await world.clock.advance(11 * MINUTE);
    assert.deepEqual([told.last.state, told.last.willRetry, told.last.reason.code], ["refused", true, "revoked"]);
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(5_000);

    assert.deepEqual(told.names, ["joining", "open", "refused", "joining", "open"]);
    assert.deepEqual(told.offsets, offsets(2));
  });

  test("without saying how is ended as for good, and says so", async () => {
    const [, told] = await joined();
    world.gateway.rooms.end("project-9", { code: "kicked" });
    await world.clock.advance(100);

    assert.deepEqual([told.last.willRetry, told.last.reason.message], [false, "The server has ended it: kicked"]);
  });

  test("says nothing more", async () => {
    const [, told] = await joined();
    const [socket] = world.gateway.sockets;
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    const late = publish("project-9");
    socket.deliver(late, 100);
    await world.clock.advance(1_000);

    assert.deepEqual(told.offsets, []);
  });

  test("while a question about it is on its way, does not count the answer", async () => {
    const [, told] = await joined();
    publish("project-9", { lose: true });
    const last = publish("project-9");
    world.gateway.answer = ({ rooms }) => (rooms ? "none" : undefined);
    await world.clock.advance(1_100);
    const { ref } = world.resumes().at(-1);
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    await world.clock.advance(20);
    const answer = { recovered: true, room: { epoch: last.epoch, offset: 2 }, user: { epoch: "", offset: 0 } };
    world.gateway.sockets[0].deliver({ rooms: { "project-9": answer }, ref, data: {} });
    await world.clock.advance(MINUTE);

    assert.deepEqual(told.names, ["joining", "open", "refused"]);
    assert.deepEqual(told.offsets, []);
    told.room.join();
    await world.clock.advance(100);
    assert.equal(world.resumes().at(-1).rooms["project-9"].room.offset, 0);
  });

  test("is joined again at the application's word, and what came meanwhile is not missed", async () => {
    const [, told] = await joined();
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    await world.clock.advance(100);
    publish("project-9");
    told.room.join();
    await world.clock.advance(100);

    assert.deepEqual(told.names, ["joining", "open", "refused", "joining", "open"]);
    assert.deepEqual(told.offsets, ["room 1"]);
  });

  test("without a word that arrives is found by the next heartbeat", async () => {
    const [, told] = await joined();
    world.gateway.rooms.mayJoin = () => false;
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no", lose: true });
    await world.clock.advance(8 * MINUTE);

    assert.equal(told.last.reason.code, "not_granted");
  });

  test("that is no room of this client, changes nothing", async () => {
    const [page, told] = await joined();
    for (const left of [{ room_id: "other", code: "kicked" }, { code: "kicked" }, { room_id: null, code: "kicked" }, { room_id: "", code: "kicked" }, "no"])
      world.gateway.sockets[0].deliver({ left, data: {} });
    await world.clock.advance(100);

    assert.equal(told.room.state, "open");
    assert.equal(page.client.state, "open");
  });
});

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

describe("more rooms than one message takes", () => {
  test("fifty of them go together", async () => {
    const page = await world.openPage();
    for (let number = 0; number < 50; number++) page.join(number);
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

describe("while the connection is renewed", () => {
  /** Up to the moment when the second socket is open and resumed, but not yet stable. */
  async function overlapping() {
    const [page, told] = await joined();
    await world.clock.advance(RENEWAL - 11_000);
    assert.equal(world.gateway.open.length, 2);
    return [page, told];
  }

  test("rooms are joined by both, and nothing is lost or doubled", async () => {
    const [page, told] = await joined();
    await world.clock.advance(RENEWAL - 12_000);
    for (let round = 0; round < 140; round++) {
      publish("project-9", { lateMs: (round * 37) % 90 });
      await world.clock.advance(100);
    }

    assert.equal(page.renewals, 1);
    assert.deepEqual(told.offsets, offsets(140));
    assert.deepEqual(told.names, ["joining", "open"]);
    assert.deepEqual(told.stale, []);
  });

  test("one is joined and one left on both", async () => {
    const [page, told] = await overlapping();
    told.room.leave();
    const ticket = page.join("ticket-3");
    await world.clock.advance(100);
    assert.equal(world.gateway.rooms.in("ticket-3").length, 2);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    await world.clock.advance(MINUTE);
    publish("ticket-3");
    await world.clock.advance(100);

    assert.equal(page.renewals, 1);
    assert.deepEqual(ticket.names, ["joining", "open"]);
    assert.deepEqual(ticket.offsets, ["room 1"]);
  });

  test("one that only the new token allows is joined", async () => {
    world.gateway.rooms.mayJoin = (room, { token }) => room !== "ticket-3" || token !== "token1";
    const [page] = await overlapping();
    const ticket = page.join("ticket-3");
    await world.clock.advance(MINUTE);
    publish("ticket-3");
    await world.clock.advance(100);

    assert.deepEqual(ticket.names, ["joining", "open"]);
    assert.deepEqual(ticket.offsets, ["room 1"]);
  });

  test("one that the new token does not allow is refused, and left on the old one", async () => {
    world.gateway.rooms.mayJoin = (room, { token }) => token === "token1";
    const [, told] = await overlapping();
    await world.clock.advance(100);

    assert.equal(told.last.reason.code, "not_granted");
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("one that is taken back is told once", async () => {
    const [, told] = await overlapping();
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    await world.clock.advance(MINUTE);

    assert.deepEqual(told.names, ["joining", "open", "refused"]);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("what waits to be sent goes out on the second", async () => {
    const [page, told] = await overlapping();
    world.gateway.answer = ({ action }) => (action === "resume" ? undefined : "none");
    const sending = told.room.send("hello");
    await world.clock.advance(15);
    world.gateway.answer = () => undefined;
    world.gateway.sockets[0].end(1001);
    await world.clock.advance(100);

    assert.match(await sending, /^7\//);
    assert.equal(page.renewals, 1);
  });
});

describe("the end of the client", () => {
  test("is the end of its rooms, with the same reason, and leaves no timer", async () => {
    const [page, told] = await joined();
    const sending = world.outcome(told.room.send("x"));
    page.client.close();
    await world.clock.advance(20);
    world.gateway.publish("x", { room: "project-9" });
    await world.clock.advance(20);

    assert.equal(told.last.state, "closed");
    assert.equal(told.last.reason.code, "closed");
    assert.equal(await sending, "closed");
    assert.deepEqual(told.offsets, []);
    assert.equal(page.client.room("late").state, "closed");
    assert.equal(world.clock.pending, 0);
  });

  test("for a while is none: rooms come back with it", async () => {
    const [page, told] = await joined();
    page.client.disconnect();
    publish("project-9");
    await world.clock.advance(MINUTE);
    assert.equal(told.room.state, "joining");
    page.client.connect();
    await world.clock.advance(100);

    assert.deepEqual(told.offsets, ["room 1"]);
  });

  test("in a handler, while it catches up, leaves no timer", async () => {
    const [page, told] = await joined();
    told.room.on("*", () => page.client.disconnect());
    const other = page.join("ticket-3");
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);
    publish("project-9");
    await world.clock.advance(5_000);

    assert.deepEqual([told.room.state, other.room.state, page.client.state], ["joining", "joining", "disconnected"]);
    assert.equal(world.clock.pending, 0);
  });
});

test("a token for another user has its rooms begin anew, and those refused are asked for again", async () => {
  let user = "anna";
  world.gateway.tellsUsersApart = true;
  world.gateway.rooms.mayJoin = (room, { claims }) => room !== "ticket-3" || claims.user_id === "ben";
  const [page, project] = await joined("project-9", { token: () => tokenFor(user, "acme") });
  const ticket = page.join("ticket-3");
  const kicked = page.join("ticket-4");
  const waiting = world.outcome(project.room.send("of anna"));
  publish("project-9", { stream: "user", user: "anna" });
  await world.clock.advance(100);
  await waiting;
  world.gateway.rooms.end("ticket-4", { code: "kicked", return: "no" });
  await world.clock.advance(100);
  assert.deepEqual([ticket.room.state, kicked.room.state], ["refused", "refused"]);
  for (const which of ["anna", "ben"]) publish("project-9", { stream: "user", user: which });
  await world.clock.advance(100);
  const heard = project.received.length;
  user = "ben";
  world.gateway.sockets[0].end(1006);
  await world.clock.advance(5_000);
  publish("project-9", { stream: "user", user: "ben" });
  await world.clock.advance(100);

  assert.deepEqual([project.stale, ticket.room.state, kicked.room.state], [["identity_changed"], "open", "open"]);
  assert.deepEqual(project.offsets.slice(heard), ["user 2"]);
});
