import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { begin, joined, leaves, MINUTE, offsets, publish, RENEWAL, world } from "../fakes/further.js";
import { tokenFor } from "../fakes/world.js";

beforeEach(begin);

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
