import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { begin, device, ids, numbers, offsets, publish, sent, server, world } from "../fakes/devices.js";

beforeEach(begin);

const frameOfDocs = (start) => {
  const protocol = readFileSync(new URL("../../../docs/protocol.md", import.meta.url), "utf8");
  return JSON.parse(protocol.split("\n").find((line) => line.startsWith(start)));
};

describe("the protocol's example", () => {
  test("of a resume, a page and a mark is understood", async () => {
    const page = await world.stablePage();
    const told = { resume: frameOfDocs('{"room":{"epoch":"","offset":0}'), inbox: frameOfDocs('{"items":[{"user_id":"admin"'), mark: frameOfDocs('{"ok":true,"state"') };
    world.gateway.answer = ({ action, ref }) => ({ ...told[action], ref });
    const inbox = createInbox(page.client, { pageSize: 1, lazy: true });
    await world.clock.advance(100);
    assert.deepEqual({ ready: inbox.ready, ...numbers(inbox) }, { ready: true, unread: 0, unseen: 0 });
    for (const start of ['{"user_id":"backup","data"', '{"user_id":"admin","data"']) world.gateway.sockets[0].deliver(frameOfDocs(start));
    await world.clock.advance(100);
    assert.deepEqual(numbers(inbox), { unread: 2, unseen: 2 });

    inbox.loadMore();
    await world.clock.advance(100);
    assert.deepEqual([ids(inbox), inbox.hasMore], [["move"], true]);
    told.inbox = frameOfDocs('{"items":[{"user_id":"backup"');
    inbox.loadMore();
    await world.clock.advance(100);
    assert.deepEqual([ids(inbox), inbox.hasMore], [["move", "job-42-done"], false]);
    assert.deepEqual(sent("inbox").at(-1).before, frameOfDocs('{"action":"inbox","limit":1,"before"').before);

    inbox.markRead(inbox.items[1]);
    inbox.seen();
    await world.clock.advance(100);
    assert.deepEqual(sent("mark")[0].inbox, { epoch: "k3f90c2m", read: [[1, 1]] });
    assert.deepEqual(numbers(inbox), { unread: told.mark.state.unread, unseen: told.mark.state.unseen });
  });

  test("of a state for the other connections is understood", async () => {
    publish(1);
    const { inbox } = await device();
    const { state } = frameOfDocs('{"state":');

    world.gateway.sockets[0].deliver({ state: { ...state, version: 1_000 }, data: {} });
    await world.clock.advance(20);

    assert.deepEqual(numbers(inbox), { unread: state.unread, unseen: state.unseen });
  });
});

describe("the client", () => {
  test("without an inbox asks for none, and hands on what belongs in one, each once", async () => {
    const page = await world.stablePage({ renewMs: [20_000, 20_000] });
    await world.clock.advance(9_500);
    assert.equal(world.gateway.open.length, 2, "two connections for a while");
    publish(3);
    publish(1, "announcements");
    await world.clock.advance(100);

    assert.deepEqual(page.offsets, ["inbox 1", "inbox 2", "inbox 3", "announcements 1"]);
    assert.ok(world.resumes().every(({ state, inbox }) => state === undefined && inbox === undefined));
    assert.deepEqual(page.logged, []);
  });

  test("with one hands on what it missed there, in order and once", async () => {
    const { page } = await device();
    publish(1);
    await world.clock.advance(100);
    page.client.disconnect();
    publish(3);
    publish(2, "announcements");
    page.client.connect();
    await world.clock.advance(2_000);

    assert.deepEqual(page.offsets.filter((one) => one.startsWith("i")), ["inbox 1", "inbox 2", "inbox 3", "inbox 4"]);
    assert.deepEqual(page.offsets.filter((one) => one.startsWith("a")), ["announcements 1", "announcements 2"]);
  });

  test("sends into the inbox of those who get it", async () => {
    const { page } = await device();
    page.client.send("x", { to: ["9"], inbox: true });
    await world.clock.advance(100);

    assert.equal(sent("sendMessage")[0].inbox, true);
  });

  test("has one inbox for all its lists", async () => {
    publish(3);
    const { page, inbox } = await device();
    const unread = createInbox(page.client, { filter: "unread" });
    const archived = createInbox(page.client, { filter: "archived" });
    await world.clock.advance(100);
    inbox.archive(inbox.items[0]);
    await world.clock.advance(100);

    assert.deepEqual([inbox, unread, archived].map(({ items }) => items.length), [2, 2, 1]);
    assert.deepEqual([inbox, unread, archived].map(({ unread }) => unread), [2, 2, 2]);
  });

  test("of a server that knows no inbox says so, and works as before", async () => {
    world.gateway.inbox = undefined;
    world.gateway.answer = ({ action }) => (action === "inbox" ? { error: { code: "unknown_action", message: "there is no such action" } } : undefined);
    const { page, inbox } = await device();
    world.gateway.publish("x");
    await world.clock.advance(100);

    assert.deepEqual([inbox.ready, inbox.error.code, page.offsets], [false, "unknown_action", ["room 1"]]);
  });
});
