import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { begin, device, numbers, offsets, publish, sent, server, world } from "../fakes/devices.js";

beforeEach(begin);

describe("a list", () => {
  test("has the newest of both streams first, and loads more", async () => {
    publish(2);
    await world.clock.advance(10);
    publish(2, "announcements");
    const { inbox } = await device({ pageSize: 3 });

    assert.deepEqual(offsets(inbox), ["announcements 2", "announcements 1", "inbox 2"]);
    assert.equal(inbox.hasMore, true);
    const more = inbox.loadMore();
    await world.clock.advance(100);
    assert.equal(await world.outcome(more), "resolved");
    assert.deepEqual(offsets(inbox), ["announcements 2", "announcements 1", "inbox 2", "inbox 1"]);
    assert.equal(inbox.hasMore, false);
    assert.deepEqual(numbers(inbox), { unread: 4, unseen: 4 });
  });

  test("that is lazy has the numbers, and asks for no page before it is wanted", async () => {
    publish(3);
    const { inbox } = await device({ lazy: true });

    assert.deepEqual(numbers(inbox), { unread: 3, unseen: 3 });
    assert.deepEqual([inbox.items, sent("inbox")], [[], []]);
    inbox.loadMore();
    await world.clock.advance(100);
    assert.equal(inbox.items.length, 3);
  });

  test("gets what is published at once, and the badge with it", async () => {
    const { inbox } = await device();
    let told = 0;
    inbox.subscribe(() => told++);

    publish(1);
    await world.clock.advance(20);

    assert.deepEqual(offsets(inbox), ["inbox 1"]);
    assert.deepEqual(numbers(inbox), { unread: 1, unseen: 1 });
    assert.equal(told, 1);
    assert.equal(sent("inbox").length, 1);
  });

  test("is the same object until something changes, and so is an item", async () => {
    publish(2);
    const { inbox } = await device();
    const before = inbox.getSnapshot();
    assert.equal(inbox.getSnapshot(), before);

    inbox.markRead(inbox.items[0]);

    assert.notEqual(inbox.getSnapshot(), before);
    assert.equal(inbox.getSnapshot(), inbox.getSnapshot());
    assert.notEqual(inbox.items[0], before.items[0]);
    assert.equal(inbox.items[1], before.items[1]);
    assert.equal(before.items[0].read, false);
  });

  test("of the unread loses what is read, and gets back what another device marks as unread", async () => {
    publish(2);
    const here = await device({ filter: "unread" });
    const there = await device();

    there.inbox.markRead(there.inbox.items);
    await world.clock.advance(100);
    assert.deepEqual(offsets(here.inbox), []);
    there.inbox.markUnread(there.inbox.items[1]);
    await world.clock.advance(100);

    assert.deepEqual(offsets(here.inbox), ["inbox 1"]);
  });

  test("loads anew what belongs in it and was never here", async () => {
    publish(3);
    const there = await device();
    there.inbox.archive(there.inbox.items);
    await world.clock.advance(100);
    const here = await device();
    assert.deepEqual(here.inbox.items, []);

    there.inbox.close();
    server.streams.inbox.archived.clear();
    server.version++;
    for (const socket of world.gateway.open) socket.deliver({ state: server.state(), data: {} });
    await world.clock.advance(3_000);

    assert.deepEqual(offsets(here.inbox), ["inbox 3", "inbox 2", "inbox 1"]);
  });

  test("that is closed tells nobody, and what was marked goes out all the same", async () => {
    publish(1);
    const { page, inbox } = await device();
    inbox.subscribe(() => assert.fail("told"));
    page.client.disconnect();
    inbox.close();
    inbox.markRead(server.streams.inbox.items[0]);
    page.client.connect();
    await world.clock.advance(100);

    assert.equal(server.unread, 0);
  });

  test("whose listener throws tells the others", async () => {
    const { page, inbox } = await device();
    let told = 0;
    inbox.subscribe(() => {
      throw new Error("of the page");
    });
    inbox.subscribe(() => told++);
    publish(1);
    await world.clock.advance(20);

    assert.equal(told, 1);
    assert.match(page.logged.join("\n"), /A listener of an inbox failed: .*of the page/);
  });

  test("names the option that cannot be used", async () => {
    const { page } = await device();
    assert.throws(() => createInbox(page.client, { filter: "new" }), /filter is "new", expected "all"/);
    for (const pageSize of [0, 51, 2.5, "20"]) assert.throws(() => createInbox(page.client, { pageSize }), /pageSize is/);
  });
});
