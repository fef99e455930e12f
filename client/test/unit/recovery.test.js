import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const publishMany = (count, options) => Array.from({ length: count }, () => world.gateway.publish("x", options));
const resumes = () => world.gateway.requests.filter(({ action }) => action === "resume");

/** One that is published when the second connection has asked, and is there before the answer, which knows nothing of it. */
function overtaking(answer) {
  const one = { notification: undefined };
  world.gateway.answer = ({ ref }, socket) => {
    const before = { ...answer, room: world.gateway.position("room"), user: world.gateway.position("user") };
    [one.notification] = publishMany(1);
    world.gateway.answer = () => undefined;
    world.gateway.later(() => socket.deliver({ ...before, ref, data: {} }), 20);
    return "none";
  };
  return one;
}

describe("recovery", () => {
  test("what was published while away comes once, in order", async () => {
    const page = await world.openPage();
    publishMany(1);
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);

    publishMany(50);
    publishMany(2, { stream: "user" });
    await world.clock.advance(5_000);

    assert.deepEqual(page.offsets.filter((one) => one.startsWith("room")), Array.from({ length: 51 }, (_, at) => `room ${at + 1}`));
    assert.deepEqual(page.offsets.filter((one) => one.startsWith("user")), ["user 1", "user 2"]);
    assert.deepEqual(page.stale, []);
  });

  test("chunks may come after the answer they belong to", async () => {
    const page = await world.openPage();
    world.gateway.sockets[0].end(1006);
    const missed = publishMany(6);
    world.gateway.answer = () => {
      const [, socket] = world.gateway.sockets;
      socket.deliver({ notifications: missed.slice(0, 2), data: {} }, 400);
      socket.deliver({ notifications: missed.slice(2, 4), data: {} }, 300);
      const positions = { room: world.gateway.position("room"), user: world.gateway.position("user") };
      return { recovered: true, ...positions, notifications: missed.slice(4) };
    };

    await world.clock.advance(1_100);
    const asked = resumes().length;
    await world.clock.advance(500);

    assert.deepEqual(page.offsets, [1, 2, 3, 4, 5, 6].map((offset) => `room ${offset}`));
    assert.equal(resumes().length, asked);
  });

  test("a chunk that never comes is asked for again", async () => {
    const page = await world.openPage();
    world.gateway.sockets[0].end(1006);
    const missed = publishMany(4);
    const positions = () => ({ room: world.gateway.position("room"), user: world.gateway.position("user") });
    world.gateway.answer = () => {
      world.gateway.answer = () => undefined;
      return { recovered: true, ...positions(), notifications: missed.slice(2) };
    };

    await world.clock.advance(3_000);

    assert.deepEqual(page.offsets, [1, 2, 3, 4].map((offset) => `room ${offset}`));
  });

  test("an answer without what it promises is asked for again", async () => {
    const page = await world.openPage();
    world.gateway.sockets[0].end(1006);
    publishMany(2);
    world.gateway.answer = () => {
      world.gateway.answer = () => undefined;
      return { recovered: true, room: world.gateway.position("room"), user: world.gateway.position("user"), notifications: [] };
    };

    await world.clock.advance(3_000);

    assert.deepEqual(page.offsets, ["room 1", "room 2"]);
    assert.deepEqual(page.stale, []);
  });

  test("a gap that is open when the connection is lost is filled by the next one, however late", async () => {
    const page = await world.stablePage();
    publishMany(1, { lose: true });
    publishMany(1);
    await world.clock.advance(100);
    world.gateway.handshake = "hang";
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(300_000);

    world.gateway.handshake = "accept";
    await world.clock.advance(60_000);

    assert.deepEqual(page.offsets, ["room 1", "room 2"]);
    assert.deepEqual(page.stale, []);
  });

  test("a handler that closes while it catches up leaves no timer", async () => {
    const page = await world.openPage();
    page.client.on("*", () => page.client.close());
    world.gateway.sockets[0].end(1006);
    publishMany(3);

    await world.clock.advance(5_000);

    assert.equal(page.last.state, "closed");
    assert.equal(world.clock.pending, 0);
  });

  test("a handler that closes during the first answer leaves no timer", async () => {
    const page = world.page();
    page.client.on("*", () => page.client.close());
    await world.clock.advance(15);
    publishMany(1);

    await world.clock.advance(100);

    assert.equal(page.last.state, "closed");
    assert.equal(world.clock.pending, 0);
  });

  test("live ones that overtake a failed recovery are not handed over again", async () => {
    const page = await world.openPage();
    publishMany(1);
    publishMany(1, { stream: "user" });
    await world.clock.advance(50);
    world.gateway.sockets[0].end(1006);
    world.gateway.forget("user");
    const second = overtaking({ recovered: false });
    await world.clock.advance(1_100);

    world.gateway.sockets[1].deliver(second.notification);
    await world.clock.advance(100);

    assert.deepEqual(page.offsets, ["room 1", "user 1", "room 2"]);
    assert.deepEqual(page.stale, ["not_recovered"]);
  });

  for (const recovered of [true, false]) {
    test(`the first of a stream that overtakes an answer of before, recovered ${recovered}, is handed over once`, async () => {
      const page = await world.openPage();
      publishMany(1, { stream: "user" });
      await world.clock.advance(50);
      world.gateway.sockets[0].end(1006);
      if (!recovered) world.gateway.forget("user");
      const first = overtaking({ recovered, ...(recovered && { notifications: [] }) });
      await world.clock.advance(1_100);

      world.gateway.sockets[1].deliver(first.notification);
      await world.clock.advance(100);

      assert.deepEqual(page.offsets, ["user 1", "room 1"]);
      assert.deepEqual(page.stale, recovered ? [] : ["not_recovered"]);
    });
  }

  test("a late one of an epoch that is gone is passed over", async () => {
    const page = await world.openPage();
    const [old] = publishMany(1, { lose: true });
    world.gateway.forget("room");
    publishMany(1);
    await world.clock.advance(100);

    world.gateway.sockets[0].deliver(old);
    await world.clock.advance(120_000);

    assert.deepEqual(page.stale, []);
    assert.deepEqual(page.offsets, ["room 1"]);
  });

  test("live ones that overtake the answer are kept in order", async () => {
    const page = await world.openPage();
    world.gateway.sockets[0].end(1006);
    publishMany(3);
    await world.clock.advance(1_015);

    publishMany(1);
    await world.clock.advance(1_000);

    assert.deepEqual(page.offsets, [1, 2, 3, 4].map((offset) => `room ${offset}`));
  });

  test("too much missed is said once, and delivery goes on from there", async () => {
    const page = await world.openPage();
    publishMany(1);
    await world.clock.advance(50);
    world.gateway.sockets[0].end(1006);
    publishMany(301);
    await world.clock.advance(5_000);

    publishMany(1);
    await world.clock.advance(100);

    assert.deepEqual(page.stale, ["not_recovered"]);
    assert.deepEqual(page.offsets, ["room 1", "room 303"]);
  });

  for (const stream of ["room", "user"]) {
    test(`a ${stream} stream made anew is said once, and delivery goes on in the new one`, async () => {
      const page = await world.openPage();
      publishMany(3, { stream });
      await world.clock.advance(100);

      world.gateway.forget(stream);
      publishMany(2, { stream });
      await world.clock.advance(2_000);
      publishMany(1, { stream });
      await world.clock.advance(2_000);

      assert.deepEqual(page.stale, ["not_recovered"]);
      assert.deepEqual(page.offsets, [1, 2, 3, 1, 2, 3].map((offset) => `${stream} ${offset}`));
    });
  }

  test("a server that lost its latest past is followed back", async () => {
    const page = await world.openPage();
    const [, , third] = publishMany(3);
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);
    world.gateway.answer = ({ room }) =>
      room?.offset === 3
        ? { recovered: false, room: { epoch: third.epoch, offset: 2 }, user: world.gateway.position("user") }
        : undefined;
    await world.clock.advance(2_000);
    world.gateway.answer = () => undefined;

    world.gateway.sockets[1].deliver({ ...third, id: "another" });
    await world.clock.advance(100);

    assert.deepEqual(page.stale, ["not_recovered"]);
    assert.deepEqual(page.received.map(({ id }) => id), ["room-1", "room-2", "room-3", "another"]);
  });

  test("a position the server calls invalid is given up, and that is said", async () => {
    const page = await world.openPage();
    world.gateway.sockets[0].end(1006);
    publishMany(2);
    world.gateway.answer = ({ room }) => (room ? { error: { code: "invalid_position", message: "no" } } : undefined);

    await world.clock.advance(2_000);

    assert.equal(page.client.state, "open");
    assert.deepEqual(page.stale, ["invalid_position"]);
  });

  test("a gap the server never fills is asked for five times, then given up, and that is said", async () => {
    const page = await world.openPage();
    const [socket] = world.gateway.sockets;
    world.gateway.answer = ({ room }) =>
      room ? { recovered: true, room: { ...room, offset: room.offset + 2 }, user: world.gateway.position("user"), notifications: [] } : undefined;
    const asked = resumes().length;

    publishMany(1, { lose: true });
    publishMany(1);
    await world.clock.advance(120_000);

    assert.deepEqual(page.stale, ["gap_unfilled"]);
    assert.deepEqual(page.offsets, ["room 2"]);
    assert.equal(socket.readyState, 1);
    // Five for the gap, the one without a position, and the one that proves the connection stable.
    assert.ok(resumes().length - asked <= 7, `${resumes().length - asked} questions`);
  });

  test("two questions about one loss say it once", async () => {
    const page = await world.stablePage();
    publishMany(1);
    await world.clock.advance(100);
    publishMany(302, { lose: true });
    publishMany(1);
    world.gateway.answer = () => "none";
    await world.clock.advance(3_500);
    world.gateway.answer = () => undefined;
    const pending = resumes().slice(-2);
    assert.equal(pending.length, 2);

    for (const { ref } of pending)
      world.gateway.sockets[0].deliver({ recovered: false, room: world.gateway.position("room"), user: world.gateway.position("user"), ref, data: {} });
    await world.clock.advance(10_000);

    assert.deepEqual(page.stale, ["not_recovered"]);
    assert.deepEqual(page.offsets, ["room 1", "room 304"]);
  });
});
