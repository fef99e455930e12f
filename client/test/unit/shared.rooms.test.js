import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { FakeInbox } from "../fakes/inbox.js";
import { begin, browser, leaves, others, world } from "../fakes/sharing.js";

beforeEach(begin);

describe("rooms of tabs that share", () => {
  test("are left with the last tab that is in them", async () => {
    const pages = await browser.open(3);
    const told = pages.slice(0, 2).map((page) => page.join("project-9"));
    await world.clock.advance(200);
    world.gateway.publish("x", { room: "project-9" });
    await world.clock.advance(200);
    assert.deepEqual(told.map(({ offsets }) => offsets), [["room 1"], ["room 1"]]);
    assert.deepEqual(pages[2].offsets, []);
    told[0].room.leave();
    await world.clock.advance(200);
    world.gateway.publish("x", { room: "project-9" });
    await world.clock.advance(200);
    assert.deepEqual(told.map(({ offsets }) => offsets.length), [1, 2]);
    assert.deepEqual(leaves(), []);
    told[1].room.leave();
    await world.clock.advance(200);

    assert.equal(leaves().length, 1);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("are left when their tab has crashed, also while it joined", async () => {
    const pages = await browser.open(3);
    const [crashing] = others(pages);
    crashing.join("project-9");
    await world.clock.advance(200);
    crashing.join("ticket-3");
    // The message that leaves it would overtake the one that joins it.
    world.gateway.workMs = ({ rooms }) => (rooms ? 500 : 0);
    await world.clock.advance(15);
    crashing.tab.crash();
    await world.clock.advance(2_000);

    assert.deepEqual([world.gateway.rooms.in("project-9"), world.gateway.rooms.in("ticket-3")], [[], []]);
    assert.equal(leaves().length, 2);
  });

  test("are joined only after they were left, though messages overtake each other", async () => {
    world.gateway.workMs = ({ action }) => (action === "leave" ? 1_000 : 0);
    const [first, second] = await browser.open(2);
    const left = first.join("project-9");
    await world.clock.advance(200);
    left.room.leave();
    await world.clock.advance(20);
    const joined = second.join("project-9");
    await world.clock.advance(2_000);
    world.gateway.publish("x", { room: "project-9" });
    await world.clock.advance(200);

    assert.equal(joined.room.state, "open");
    assert.deepEqual(joined.offsets, ["room 1"]);
  });

  test("are not joined for a tab that crashes while it waits for that", async () => {
    world.gateway.workMs = ({ action }) => (action === "leave" ? 1_000 : 0);
    const pages = await browser.open(3);
    const [first] = pages.filter((page) => !others(pages).includes(page));
    const [second] = others(pages);
    const left = first.join("project-9");
    await world.clock.advance(200);
    left.room.leave();
    await world.clock.advance(20);
    second.join("project-9");
    await world.clock.advance(20);
    second.tab.crash();
    await world.clock.advance(5_000);

    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    assert.equal(world.gateway.open.length, 1);
  });

  test("are joined although the answer to what left them is lost", async () => {
    world.gateway.answer = ({ action }) => (action === "leave" ? "none" : undefined);
    const [first, second] = await browser.open(2);
    const left = first.join("project-9");
    await world.clock.advance(200);
    left.room.leave();
    await world.clock.advance(20);
    const joined = second.join("project-9");
    await world.clock.advance(6_000);

    assert.equal(joined.room.state, "open");
  });

  test("are left when the server lets it, if it refused to at first, and can be joined meanwhile", async () => {
    const refusals = [];
    world.gateway.answer = ({ action, room_id }) => (action === "leave" && refusals.push(room_id) <= 2 ? { error: { code: "too_many_messages", message: "no", retry_after: 3 } } : undefined);
    const pages = await browser.open(3);
    const [first, second] = others(pages);
    for (const id of ["project-9", "ticket-3"]) first.join(id);
    await world.clock.advance(200);
    first.client.close();
    await world.clock.advance(15);
    const joined = second.join("ticket-3");
    await world.clock.advance(200);
    assert.deepEqual(refusals, ["project-9", "ticket-3"]);
    assert.deepEqual([joined.room.state, world.gateway.rooms.in("project-9").length], ["open", 1]);
    await world.clock.advance(4_000);
    world.gateway.publish("x", { room: "ticket-3" });
    await world.clock.advance(100);

    assert.deepEqual(refusals, ["project-9", "ticket-3", "project-9"]);
    assert.deepEqual([world.gateway.rooms.in("project-9"), joined.offsets], [[], ["room 1"]]);
  });

  test("are left by the last one, though a tab has crashed that was never answered", async () => {
    world.gateway.answer = ({ rooms }) => (rooms ? "none" : undefined);
    const pages = await browser.open(3);
    const [crashing, staying] = others(pages);
    crashing.join("project-9");
    await world.clock.advance(100);
    world.gateway.answer = () => undefined;
    crashing.tab.crash();
    const joined = staying.join("project-9");
    await world.clock.advance(200);
    assert.equal(world.gateway.rooms.in("project-9").length, 1);
    joined.room.leave();
    await world.clock.advance(15_000);

    assert.deepEqual([world.gateway.rooms.in("project-9"), leaves().length, world.gateway.sockets.length], [[], 1, 1]);
  });

  test("are joined also where the answers come in several frames", async () => {
    world.gateway.rooms.split = true;
    const pages = await browser.open(2);
    const told = pages.map((page) => ["a", "b", "c"].map((id) => page.join(id)));
    await world.clock.advance(200);

    assert.deepEqual(told.flat().map(({ room }) => room.state), Array(6).fill("open"));
  });

  test("are left by the last one, whoever was refused or put out before", async () => {
    let open = false;
    world.gateway.rooms.mayJoin = () => open;
    const [first, second] = await browser.open(2);
    first.join("project-9");
    await world.clock.advance(200);
    open = true;
    const before = second.join("project-9");
    await world.clock.advance(200);
    before.room.leave();
    await world.clock.advance(200);
    assert.deepEqual([leaves().length, world.gateway.rooms.in("project-9")], [1, []]);
    const again = second.join("project-9");
    await world.clock.advance(200);
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    await world.clock.advance(200);
    first.client.room("project-9").join();
    await world.clock.advance(200);
    assert.equal(again.room.state, "refused");
    first.client.room("project-9").leave();
    await world.clock.advance(200);

    assert.deepEqual([leaves().length, world.gateway.rooms.in("project-9")], [2, []]);
  });

  test("that are refused or taken back are so in each", async () => {
    world.gateway.rooms.mayJoin = (room) => room !== "secret";
    const pages = await browser.open(2);
    const [secret, project] = ["secret", "project-9"].map((id) => pages.map((page) => page.join(id)));
    await world.clock.advance(200);
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    await world.clock.advance(200);

    assert.deepEqual(secret.map(({ last }) => last.reason.code), ["not_granted", "not_granted"]);
    assert.deepEqual(project.map(({ last }) => last.reason.code), ["ungranted", "ungranted"]);
    assert.deepEqual(leaves(), []);
  });
});

describe("the inbox of tabs that share", () => {
  test("is the same in each: what is marked in one is read in all", async () => {
    const server = new FakeInbox(world.gateway, world.clock);
    const pages = await browser.open(3);
    const inboxes = pages.map(({ client }) => createInbox(client));
    await world.clock.advance(200);
    for (let count = 0; count < 5; count++) server.publish("inbox", { type: "job", data: count });
    await world.clock.advance(200);
    assert.deepEqual(inboxes.map(({ unread, items }) => [unread, items.length]), [[5, 5], [5, 5], [5, 5]]);
    for (const [at, inbox] of inboxes.entries()) inbox.markRead(inbox.items[at]);
    inboxes[0].seen();
    await world.clock.advance(500);

    assert.equal(server.unread, 2);
    assert.deepEqual(inboxes.map(({ unread, unseen }) => [unread, unseen]), [[2, 0], [2, 0], [2, 0]]);
    assert.equal(world.gateway.open.length, 1);
  });
});
