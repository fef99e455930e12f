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

test("another user in the same tab gets nothing of the one before, and keeps a position of their own", async () => {
  const alice = await world.openPage(kept("alice"));
  for (let times = 0; times < 7; times++) world.gateway.publish("for alice", { stream: "user" });
  await world.clock.advance(100);
  alice.client.close();
  world.gateway.forget("user");
  for (let times = 0; times < 7; times++) world.gateway.publish("for bob", { stream: "user" });

  const bob = await world.openPage(kept("bob"));

  assert.deepEqual(bob.offsets, []);
  assert.deepEqual(bob.stale, []);
  assert.equal(storage.items.size, 2);
});

test("another room in the same tab has a position of its own", async () => {
  const acme = await world.openPage(kept("7", "acme"));
  for (let times = 0; times < 5; times++) world.gateway.publish("x");
  await world.clock.advance(100);
  const other = new World();
  await other.openPage(kept("7", "globex"));
  acme.client.close();

  const again = await world.openPage(kept("7", "acme"));

  assert.deepEqual(again.offsets, []);
  assert.deepEqual(again.stale, []);
});

test("users and rooms whose names run together are kept apart, and a number is its digits", async () => {
  for (const [user, room] of [["a", 'b","c'], ['a","b', "c"], ["7", "c"], [7, "c"]])
    (await world.openPage(kept(user, room))).client.close();

  assert.equal(storage.items.size, 3);
});

test("two users in a tab, one after the other, in two rooms each and with reloads in between, see nothing of each other and nothing twice", async () => {
  const rooms = [undefined, "project-9", "ticket-3"];
  const got = { anna: [], ben: [] };
  world.gateway.tellsUsersApart = true;
  let number = 0;
  const publish = () => {
    number++;
    for (const room of rooms) {
      world.gateway.publish({ type: "x", data: `all ${number}` }, { room });
      for (const user of ["anna", "ben"]) world.gateway.publish({ type: "x", data: `${user} ${number}` }, { room, stream: "user", user });
    }
  };
  /** A page of a user, which is reloaded in the end. */
  const visit = async (user) => {
    const page = world.page(kept(user));
    const all = [page, ...rooms.slice(1).map((room) => page.join(room))];
    all.forEach(({ client, room }, at) => (client ?? room).on("x", (data) => got[user].push(`${rooms[at]} ${data}`)));
    await world.clock.advance(100);
    publish();
    await world.clock.advance(100);
    page.client.close();
    assert.deepEqual(all.flatMap(({ stale }) => stale), []);
  };
  for (const user of ["anna", "anna", "ben", "ben", "anna", "ben"]) {
    await visit(user);
    publish();
  }

  for (const [user, since] of [["anna", 1], ["ben", 5]]) {
    const until = user === "anna" ? 9 : 11;
    const heard = rooms.flatMap((room) => Array.from({ length: until - since + 1 }, (_, at) => [`${room} all ${since + at}`, `${room} ${user} ${since + at}`])).flat();
    assert.deepEqual(got[user].toSorted(), heard.toSorted());
  }
  assert.equal(storage.items.size, 6);
});

test("a room that is left is forgotten, and begins anew when it is joined again", async () => {
  const page = await world.openPage(kept());
  const told = page.join("project-9");
  await world.clock.advance(100);
  told.room.on("*", () => told.room.leave());
  world.gateway.publish("x", { room: "project-9" });
  await world.clock.advance(100);
  assert.deepEqual([...storage.items.keys()], [KEY]);
  world.gateway.publish("meanwhile", { room: "project-9" });

  const again = page.join("project-9");
  await world.clock.advance(100);
  assert.deepEqual([again.offsets, again.stale], [[], []]);
  assert.deepEqual([...storage.items.keys()], [KEY, `hermes ${URL} ["7","acme"] "project-9"`]);
});

test("a storage that forgets nothing, or refuses to, breaks nothing", async () => {
  for (const removeItem of [undefined, () => { throw new Error("SecurityError"); }]) {
    const page = await world.openPage({ ...kept(), storage: { ...storage, removeItem } });
    const told = page.join("project-9");
    await world.clock.advance(100);
    told.room.leave();
    world.gateway.publish("x");
    await world.clock.advance(100);

    assert.equal(page.received.length, 1);
    page.client.close();
  }
});

test("a room's kept position that cannot be read is said in the room", async () => {
  storage.setItem(`hermes ${URL} ["7","acme"] "project-9"`, "{}");
  const page = await world.openPage(kept());
  const told = page.join("project-9");
  await world.clock.advance(100);

  assert.deepEqual([told.stale, page.stale], [["position_unreadable"], []]);
});

test("under a key of the application's, rooms have keys of their own", async () => {
  const page = await world.openPage({ storage, token: "opaque", storageKey: "mine" });
  page.join("project-9");
  await world.clock.advance(100);

  assert.deepEqual([...storage.items.keys()], ["mine", 'mine "project-9"']);
});

test("without one they are not kept where the token does not say for whom", async () => {
  const page = await world.openPage({ storage, token: "opaque" });
  page.join("project-9");
  await world.clock.advance(100);

  assert.equal(storage.items.size, 0);
  assert.equal(page.logged.length, 1);
});

for (const [what, token] of [["is no JSON Web Token", "opaque"], ["has a number too large to be read", `e30.${Buffer.from('{"user_id":9007199254740993,"room_id":"acme"}').toString("base64url")}.c`]]) {
  test(`where the token ${what}, nothing is kept, and that is said once`, async () => {
    const page = await world.openPage({ storage, token });
    for (let times = 0; times < 5; times++) world.gateway.publish("x");
    await world.clock.advance(100);

    assert.equal(storage.items.size, 0);
    assert.equal(page.logged.length, 1);
    assert.match(page.logged[0], /storageKey/);
  });
}

test("where the token does not say it, a key of the application's is used as it is", async () => {
  await world.openPage({ storage, token: "opaque", storageKey: "mine" });

  assert.deepEqual([...storage.items.keys()], ["mine"]);
});

test("a storage that is full is warned about once", async () => {
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const page = await world.openPage(kept());
  for (let times = 0; times < 20; times++) world.gateway.publish("x");
  await world.clock.advance(100);

  assert.equal(page.received.length, 20);
  assert.equal(page.logged.length, 1);
  assert.match(page.logged[0], /QuotaExceededError/);
});
