import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeStorage, URL, World, tokenFor } from "../fakes/world.js";

/** @type {World} */
let world;
/** @type {FakeStorage} */
let storage;
beforeEach(() => {
  world = new World();
  storage = new FakeStorage();
});

const KEY = `hermes ${URL} ["7","acme"]`;

/** Of a page that keeps its position. */
const kept = (user = "7", room = "acme") => ({ storage, token: () => tokenFor(user, room) });

/** Visits, sees some, and leaves without a word, as a page does that is reloaded. */
async function visit(publish = 2) {
  const page = await world.openPage(kept());
  for (let times = 0; times < publish; times++) world.gateway.publish("x");
  await world.clock.advance(100);
  page.client.close();
  return page;
}

test("after a reload delivery goes on where it was", async () => {
  await visit();
  world.gateway.publish("meanwhile");

  const page = await world.openPage(kept());

  assert.deepEqual(page.offsets, ["room 3"]);
  assert.deepEqual(page.stale, []);
});

test("without the option nothing is kept and nothing is missed", async () => {
  const first = await world.openPage();
  world.gateway.publish("x");
  await world.clock.advance(100);
  first.client.close();
  world.gateway.publish("meanwhile");

  const page = await world.openPage();

  assert.deepEqual(page.offsets, []);
  assert.deepEqual(page.stale, []);
});

test("a kept position that cannot be recovered is said", async () => {
  await visit();
  world.gateway.forget("room");

  const page = await world.openPage(kept());

  assert.deepEqual(page.stale, ["not_recovered"]);
  assert.deepEqual(JSON.parse(storage.getItem(KEY)).room, world.gateway.position("room"));
});

test("even a first visit without any notification is a position", async () => {
  await visit(0);
  world.gateway.publish("meanwhile");

  const page = await world.openPage(kept());

  assert.deepEqual(page.offsets, ["room 1"]);
});

for (const corrupted of ["", "{", "null", "7", "[]", '{"room":{"epoch":"e","offset":1}}', '{"room":{"epoch":"e","offset":-1},"user":{"epoch":"","offset":0}}']) {
  test(`the corrupted position "${corrupted}" is said and replaced`, async () => {
    storage.setItem(KEY, corrupted);
    world.gateway.publish("before");

    const page = await world.openPage(kept());
    world.gateway.publish("x");
    await world.clock.advance(100);

    world.gateway.open[0].end(1006);
    await world.clock.advance(5_000);

    assert.deepEqual(page.stale, ["position_unreadable"], "once, and not again after a reconnect");
    assert.deepEqual(page.offsets, ["room 2"]);
    assert.equal(JSON.parse(storage.getItem(KEY)).room.offset, 2);
  });
}

test("a storage that throws breaks nothing", async () => {
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  const page = await world.openPage({ ...kept(), storage: { getItem: forbidden, setItem: forbidden } });
  world.gateway.publish("x");
  await world.clock.advance(100);

  assert.deepEqual(page.offsets, ["room 1"]);
  assert.deepEqual(page.stale, ["position_unreadable"]);
  assert.ok(page.logged.some((line) => line.includes("SecurityError")));
});

test("the position is kept only after the handlers have seen the notification", async () => {
  const page = await world.openPage(kept());
  let seen;
  page.client.on("*", () => (seen = JSON.parse(storage.getItem(KEY)).room.offset));

  world.gateway.publish("x");
  await world.clock.advance(100);

  assert.equal(seen, 0);
  assert.equal(JSON.parse(storage.getItem(KEY)).room.offset, 1);
});

test("a handler that closes has seen its notification, and not the next one", async () => {
  const page = await world.openPage(kept());
  page.client.on("session.ended", () => page.client.close());
  world.gateway.publish({ type: "x" }, { lateMs: 20 });
  world.gateway.publish({ type: "session.ended" });
  world.gateway.publish({ type: "x" });
  await world.clock.advance(100);
  assert.equal(page.client.state, "closed");

  const next = await world.openPage(kept());

  assert.deepEqual(next.offsets, ["room 3"]);
});

test("nor has it seen the rest of what it caught up on", async () => {
  await visit(1);
  for (const type of ["x", "session.ended", "x"]) world.gateway.publish({ type });
  const page = world.page(kept());
  page.client.on("session.ended", () => page.client.close());
  await world.clock.advance(100);
  assert.equal(page.client.state, "closed");

  const next = await world.openPage(kept());

  assert.deepEqual(next.offsets, ["room 4"]);
});

test("a gap is not kept as seen", async () => {
  const page = await world.openPage(kept());
  world.gateway.publish("lost", { lose: true });
  world.gateway.publish("held");
  await world.clock.advance(100);
  page.client.close();

  const next = await world.openPage(kept());

  assert.deepEqual(next.offsets, ["room 1", "room 2"]);
});
