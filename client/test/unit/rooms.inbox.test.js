import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const NOTHING = { epoch: "", offset: 0, floor: 0, seen: 0, read: [], archived: [] };
const item = (offset, room_id) => ({ user_id: "9", room_id, data: { type: "x", data: offset }, id: `${room_id}-${offset}`, stream: "inbox", epoch: "e", offset, at: offset });
const state = (offset, version, read = []) => ({ version, inbox: { ...NOTHING, epoch: "e", offset, read }, announcements: NOTHING, unread: offset - read.length, unseen: offset });

/** A server with an inbox in each room: `offset` notifications by room. */
function serve(offsets) {
  const usual = { room: { epoch: "", offset: 0 }, user: { epoch: "", offset: 0 } };
  let version = 1;
  world.gateway.answer = ({ action, rooms, room_id, inbox, state: wanted }) => {
    const of = (room) => state(offsets[room ?? "home"], version);
    if (action === "resume")
      return { ...usual, ...(wanted && { state: of(), inbox_recovered: true }), ...(rooms && { rooms: Object.fromEntries(Object.entries(rooms).map(([room, asked]) => [room, { ...usual, ...(asked.state && { state: of(room), inbox_recovered: true }) }])) }) };
    if (action === "inbox") return { room_id, items: Array.from({ length: offsets[room_id ?? "home"] }, (_, at) => ({ ...item(at + 1, room_id), read: false, archived: false })).reverse(), state: of(room_id) };
    if (action === "mark") return { ok: true, state: state(offsets[room_id ?? "home"], ++version, inbox.read) };
  };
}

const offsetsOf = ({ items }) => items.map(({ offset }) => offset);

test("a further room has an inbox of its own beside that of the home room", async () => {
  serve({ home: 3, "project-9": 2 });
  const page = await world.openPage();
  const { room } = page.join("project-9");
  const [home, project] = [page.client, room].map((one) => createInbox(one));
  await world.clock.advance(200);

  assert.deepEqual([home.unread, project.unread], [3, 2]);
  assert.deepEqual([offsetsOf(home), offsetsOf(project)], [[3, 2, 1], [2, 1]]);
  assert.equal(world.gateway.requests.find(({ action, room_id }) => action === "inbox" && room_id).room_id, "project-9");
  assert.deepEqual(world.resumes().at(-1).rooms["project-9"].state, true);
});

test("what is marked in one room, told of it and published to it changes nothing in the other", async () => {
  serve({ home: 3, "project-9": 2 });
  const page = await world.openPage();
  const { room } = page.join("project-9");
  const [home, project] = [page.client, room].map((one) => createInbox(one));
  await world.clock.advance(200);
  const marking = project.markRead(project.items[0]);
  await world.clock.advance(100);
  await marking;
  assert.deepEqual([home.unread, project.unread], [3, 1]);
  const [socket] = world.gateway.sockets;
  socket.deliver({ room_id: "project-9", state: state(2, 9, [[1, 2]]), data: {} });
  socket.deliver({ state: state(3, 9, [[1, 1]]), data: {} });
  await world.clock.advance(100);
  assert.deepEqual([home.items.map(({ read }) => read), project.items.map(({ read }) => read)], [[false, false, true], [true, true]]);
  socket.deliver(item(3, "project-9"));
  await world.clock.advance(100);

  assert.deepEqual([offsetsOf(home), offsetsOf(project)], [[3, 2, 1], [3, 2, 1]]);
});

test("where the room is refused what waits is told so, and what is asked after it is joined is answered", async () => {
  serve({ home: 3, "project-9": 2 });
  const { answer } = world.gateway;
  const page = await world.openPage();
  world.gateway.answer = (request) => (request.rooms ? { ...answer(request), rooms: { "project-9": { error: { code: "not_granted", message: "no" } } } } : answer(request));
  const { room } = page.join("project-9");
  const project = createInbox(room);
  await world.clock.advance(200);
  assert.equal(project.error.code, "not_granted");
  assert.equal(await world.outcome(project.loadMore()), "not_granted");
  world.gateway.answer = answer;
  room.join();
  await world.clock.advance(200);

  assert.deepEqual(offsetsOf(project), [2, 1]);
  room.leave();
  assert.equal(await world.outcome(project.markAllRead()), "left");
});
