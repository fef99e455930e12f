import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { begin, device, ids, numbers, offsets, publish, sent, server, world } from "../fakes/devices.js";
import { tokenFor } from "../fakes/world.js";

beforeEach(begin);

describe("the badge", () => {
  test("never counts what has expired, on the second or soon after", async () => {
    server.lifeMs = 100_000;
    publish(1);
    await world.clock.advance(50_000);
    publish(1);
    const { inbox } = await device();
    assert.equal(inbox.unread, 2);

    await world.clock.advance(70_000);
    assert.deepEqual([inbox.unread, offsets(inbox)], [1, ["inbox 2"]]);
    await world.clock.advance(60_000);
    assert.deepEqual([inbox.unread, offsets(inbox)], [0, []]);
  });

  test("is not asked for all the time by a clock that is ahead", async () => {
    publish(1);
    await device({}, { now: () => world.clock.now() + 2 * server.lifeMs });
    const before = world.resumes().length;

    await world.clock.advance(10 * 60_000);

    assert.ok(world.resumes().length - before <= 4, `${world.resumes().length - before} questions`);
  });

  test("of a stream that begins anew is that of the new one", async () => {
    publish(3);
    const { inbox } = await device();
    inbox.markAllRead();
    await world.clock.advance(100);
    server.begin("inbox");
    publish(2);
    await world.clock.advance(5_000);

    assert.deepEqual(numbers(inbox), { unread: 2, unseen: 2 });
    assert.deepEqual(ids(inbox), server.streams.inbox.items.map(({ id }) => id).reverse());
  });

  test("is right after a reload", async () => {
    publish(3);
    const before = await device();
    before.inbox.markRead(before.inbox.items[0]);
    await world.clock.advance(100);
    before.page.client.close();

    const { inbox } = await device();

    assert.deepEqual([inbox.unread, inbox.items.map(({ read }) => read)], [2, [true, false, false]]);
  });

  test("takes the highest version, in whatever order they come", async () => {
    publish(2);
    const [left, right] = [await device(), await device()];
    let first = true;
    world.gateway.weather = ({ state, ref }) => (state && !ref && first ? ((first = false), 500) : 0);
    left.inbox.markRead(left.inbox.items[0]);
    await world.clock.advance(100);
    left.inbox.markRead(left.inbox.items[1]);
    await world.clock.advance(100);
    assert.equal(right.inbox.unread, 0);
    await world.clock.advance(1_000);

    assert.equal(right.inbox.unread, 0);
  });

  test("keeps what has arrived when a state comes that is older than that, but of a higher version", async () => {
    publish(1);
    const { inbox } = await device();
    const before = { ...server.state(), version: 1_000 };
    publish(1);
    await world.clock.advance(20);
    for (const socket of world.gateway.open) socket.deliver({ state: before, data: {} });
    await world.clock.advance(20);

    assert.deepEqual([inbox.unread, offsets(inbox)], [2, ["inbox 2", "inbox 1"]]);
  });

  test("asks at once when a state comes that knows nothing of the first one that has arrived", async () => {
    const { inbox } = await device();
    server.version = 999;
    const before = { ...server.state(), version: 1_000 };
    publish(1);
    await world.clock.advance(20);
    assert.equal(inbox.unread, 1);
    server.version = 1_001;
    for (const socket of world.gateway.open) socket.deliver({ state: before, data: {} });
    await world.clock.advance(100);

    assert.deepEqual([inbox.unread, offsets(inbox)], [1, ["inbox 1"]]);
  });

  test("and the list never mix two lives of a stream", async () => {
    publish(3);
    const { inbox } = await device();
    server.begin("inbox");
    const [first] = publish(1);
    await world.clock.advance(20);
    assert.ok(!ids(inbox).includes(first.id), "its state is not known yet");
    await world.clock.advance(3_000);

    assert.deepEqual(ids(inbox), [first.id]);
  });

  test("heals with the next resume when a state frame was lost", async () => {
    publish(1);
    const [left, right] = [await device(), await device()];
    world.gateway.weather = ({ state, ref }) => (state && !ref ? Infinity : 0);
    left.inbox.markRead(left.inbox.items);
    await world.clock.advance(100);
    assert.equal(right.inbox.unread, 1);
    await world.clock.advance(8 * 60_000);

    assert.equal(right.inbox.unread, 0);
  });

  test("counts a notification that is lost on the way as soon as a later one shows it, and the list gets it", async () => {
    const { inbox } = await device();
    publish(1, "inbox", { lose: true });
    publish(1);
    await world.clock.advance(50);
    assert.deepEqual([inbox.unread, offsets(inbox)], [2, ["inbox 2"]]);
    await world.clock.advance(2_000);

    assert.deepEqual([inbox.unread, offsets(inbox)], [2, ["inbox 2", "inbox 1"]]);
    assert.equal(sent("inbox").length, 1, "by resume");
  });

  test("is there at once after more was missed than a resume brings, and then the list", async () => {
    const { page, inbox } = await device();
    page.client.disconnect();
    publish(400);
    page.client.connect();
    await world.clock.advance(200);

    assert.equal(inbox.unread, 400);
    assert.equal(inbox.items.length, 20);
    assert.equal(inbox.hasMore, true);
    assert.deepEqual(page.stale, [], "no application loads its state anew for an inbox");
  });

  test("of one user is not shown to the next, and what one has marked does not go out for another", async () => {
    let user = "anna";
    publish(2);
    const { page, inbox } = await device({}, { token: () => tokenFor(user, "acme") });
    page.client.disconnect();
    const marking = inbox.markRead(inbox.items);
    user = "ben";
    server.begin("inbox");
    page.client.connect();
    await world.clock.advance(200);

    assert.equal(await world.outcome(marking), "identity_changed");
    assert.deepEqual([inbox.unread, inbox.items, sent("mark")], [0, [], []]);
  });
});
