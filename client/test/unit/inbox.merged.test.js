import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
/** When the notifications of each room were appended; the home room has no name. @type {Record<string, number[]>} */
let appended;
let marks;

const NOTHING = { epoch: "", offset: 0, floor: 0, seen: 0, read: [], archived: [] };
const POSITIONS = { room: { epoch: "", offset: 0 }, user: { epoch: "", offset: 0 } };

beforeEach(() => {
  world = new World();
  appended = { "": [10, 30, 50], project: [20, 40, 60] };
  marks = [];
  world.gateway.answer = answer;
});

const state = (room, read = []) => ({ version: 1 + marks.length, inbox: { ...NOTHING, epoch: "e", offset: appended[room].length, read }, announcements: NOTHING });
const resumed = (room, asked) => ({ ...POSITIONS, ...(asked.state && { state: state(room), inbox_recovered: true }) });

function answer({ action, rooms, room_id, limit, before, inbox, state: wanted }) {
  const room = room_id ?? "";
  if (action === "resume") {
    const further = Object.entries(rooms ?? {}).map(([id, asked]) => [id, appended[id] ? resumed(id, asked) : { error: { code: "not_granted", message: "no" } }]);
    return { ...resumed("", { state: wanted }), ...(rooms && { rooms: Object.fromEntries(further) }) };
  }
  if (action === "mark") {
    marks.push([room, inbox]);
    return { ok: true, state: state(room, inbox.read) };
  }
  if (action !== "inbox") return undefined;
  const below = (before?.inbox.offset ?? Infinity) - 1;
  const all = appended[room].map((at, index) => ({ user_id: "9", room_id, data: {}, id: `${room} ${at}`, stream: "inbox", epoch: "e", offset: index + 1, at, read: false, archived: false }));
  const items = all.filter(({ offset }) => offset <= below).reverse().slice(0, limit);
  const last = items.at(-1)?.offset ?? 1;
  return { items, room_id, state: state(room), ...(last > 1 && { next: { inbox: { epoch: "e", offset: last }, announcements: { epoch: "", offset: 0 } } }) };
}

const ats = ({ items }) => items.map(({ at }) => at);

async function inboxOf(rooms, options) {
  const page = await world.openPage();
  const inbox = createInbox([page.client, ...rooms.map((id) => page.client.room(id))], options);
  await world.clock.advance(300);
  return inbox;
}

describe("an inbox of several rooms", () => {
  test("is one list, the newest first, with the sum of the numbers", async () => {
    const inbox = await inboxOf(["project"]);

    assert.deepEqual(ats(inbox), [60, 50, 40, 30, 20, 10]);
    assert.deepEqual([inbox.unread, inbox.unseen, inbox.ready, inbox.hasMore], [6, 6, true, false]);
    assert.equal(inbox.getSnapshot(), inbox.getSnapshot());
  });

  test("holds back what may have something newer in front of it, until that is loaded", async () => {
    appended = { "": [1, 2, 3, 90], project: [50, 60, 70, 80] };
    const inbox = await inboxOf(["project"], { pageSize: 2 });
    assert.deepEqual(ats(inbox), [90, 80, 70]);
    const asked = () => world.gateway.requests.filter(({ action }) => action === "inbox").map(({ room_id }) => room_id ?? "home");
    assert.deepEqual(asked().sort(), ["home", "project"]);
    const pages = [ats(inbox)];
    while (inbox.hasMore) {
      inbox.loadMore();
      await world.clock.advance(100);
      pages.push(ats(inbox));
    }

    assert.deepEqual(pages.at(-1), [90, 80, 70, 60, 50, 3, 2, 1]);
    assert.deepEqual(asked().slice(2, 3), ["project"], "the one that holds the other up goes first");
    for (const [index, page] of pages.entries()) assert.deepEqual(page, pages.at(-1).slice(0, page.length), `page ${index}`);
  });

  test("marks in the room that an item is of, and all in all of them", async () => {
    const inbox = await inboxOf(["project"]);
    inbox.markRead(inbox.items.filter(({ at }) => at === 30 || at === 60));
    await world.clock.advance(100);
    assert.deepEqual(marks.map(([room, { read }]) => [room, read]).sort(), [["", [[2, 2]]], ["project", [[3, 3]]]]);
    assert.equal(inbox.unread, 4);
    inbox.markAllRead();
    await world.clock.advance(100);

    assert.equal(inbox.unread, 0);
  });

  test("tells its listeners of each room, until they are removed", async () => {
    const inbox = await inboxOf(["project"]);
    let told = 0;
    const remove = inbox.subscribe(() => told++);
    inbox.markRead(inbox.items[0]);
    inbox.markRead(inbox.items[1]);
    await world.clock.advance(100);
    assert.ok(told >= 2);
    const before = told;
    remove();
    inbox.markAllRead();
    await world.clock.advance(100);

    assert.equal(told, before);
  });

  test("has what can be had, if one room is refused", async () => {
    const inbox = await inboxOf(["secret"]);

    assert.deepEqual(ats(inbox), [50, 30, 10]);
    assert.equal(inbox.unread, 3);
    assert.equal(inbox.error.code, "not_granted");
    assert.deepEqual([inbox.ready, inbox.hasMore], [true, false]);
  });

  test("goes on when a room that was loaded in part is taken back", async () => {
    appended = { "": [1, 2, 3, 90], project: [50, 60, 70, 80] };
    const inbox = await inboxOf(["project"], { pageSize: 2 });
    world.gateway.open[0].deliver({ left: { room_id: "project", code: "ungranted" }, data: {} });
    await world.clock.advance(100);
    assert.equal(inbox.error.code, "ungranted");
    assert.deepEqual([ats(inbox), inbox.hasMore], [[90, 80, 70, 3], true]);
    inbox.loadMore();
    await world.clock.advance(100);

    assert.deepEqual([ats(inbox), inbox.hasMore], [[90, 80, 70, 3, 2, 1], false]);
  });

  test("goes on without a room that the application has left", async () => {
    appended = { "": [1, 2, 3, 90], project: [50, 60, 70, 80] };
    const page = await world.openPage();
    const room = page.client.room("project");
    const inbox = createInbox([page.client, room], { pageSize: 2 });
    await world.clock.advance(300);
    room.leave();
    await world.clock.advance(100);
    inbox.loadMore();
    await world.clock.advance(100);

    assert.deepEqual([ats(inbox), inbox.hasMore], [[90, 80, 70, 3, 2, 1], false]);
  });

  test("can go on in a room in which a mark was refused", async () => {
    appended = { "": [90, 91], project: [50, 60, 70, 80] };
    const inbox = await inboxOf(["project"], { pageSize: 2 });
    world.gateway.answer = (request) => (request.action === "mark" ? { error: { code: "invalid_mark", message: "no" } } : answer(request));
    const refused = assert.rejects(inbox.markRead(inbox.items.at(-1)), { code: "invalid_mark" });
    await world.clock.advance(100);
    await refused;
    assert.deepEqual([inbox.error.code, inbox.hasMore], ["invalid_mark", true]);
    inbox.loadMore();
    await world.clock.advance(100);

    assert.deepEqual([ats(inbox), inbox.hasMore], [[91, 90, 80, 70, 60, 50], false]);
  });

  test("is ready only when each room has told its state: what one had before has not come just now", async () => {
    const page = await world.openPage();
    world.gateway.workMs = ({ rooms }) => (rooms ? 120 : 0);
    const inbox = createInbox([page.client, page.client.room("project")], { lazy: true });
    const ready = [];
    inbox.subscribe(() => inbox.ready && ready.push(inbox.unseen));
    await world.clock.advance(100);
    assert.deepEqual([inbox.ready, inbox.unseen], [false, 3]);
    await world.clock.advance(300);

    assert.deepEqual([inbox.ready, new Set(ready)], [true, new Set([6])]);
  });
});
