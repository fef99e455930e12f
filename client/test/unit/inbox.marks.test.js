import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { begin, device, numbers, publish, sent, server, world } from "../fakes/devices.js";

beforeEach(begin);

describe("a mark", () => {
  test("is seen at once, told to the other device, and confirmed", async () => {
    publish(3);
    const [left, right] = [await device(), await device()];

    const marking = left.inbox.markRead(left.inbox.items[1]);
    assert.deepEqual(left.inbox.items.map(({ read }) => read), [false, true, false]);
    assert.equal(left.inbox.unread, 2);
    await world.clock.advance(100);

    assert.equal(await world.outcome(marking), "resolved");
    assert.equal(right.inbox.unread, 2);
    assert.deepEqual(right.inbox.items.map(({ read }) => read), [false, true, false]);
  });

  test("that is refused is undone, and whoever made it is told", async () => {
    publish(3);
    const { inbox } = await device();
    world.gateway.answer = ({ action }) => (action === "mark" ? { error: { code: "too_many_ranges", message: "501 ranges" } } : undefined);

    const marking = inbox.markRead(inbox.items[1]);
    await world.clock.advance(100);

    assert.equal(await world.outcome(marking), "too_many_ranges");
    assert.equal(inbox.unread, 3);
    assert.deepEqual(inbox.items.map(({ read }) => read), [false, false, false]);
    assert.equal(inbox.error.code, "too_many_ranges");
  });

  test("waits offline, and goes with the others in one message of ranges", async () => {
    publish(6);
    publish(1, "announcements");
    const { page, inbox } = await device();
    const of = (offset, stream = "inbox") => inbox.items.find((item) => item.stream === stream && item.offset === offset);
    page.client.disconnect();

    const marking = [of(2), of(1), of(5), of(1, "announcements")].map((item) => inbox.markRead(item));
    marking.push(inbox.markUnread(of(1)), inbox.archive([of(3), of(4)]), inbox.seen());
    assert.deepEqual(numbers(inbox), { unread: 2, unseen: 0 });
    page.client.connect();
    await world.clock.advance(100);

    const { epoch } = server.streams.inbox;
    const [{ ref, ...mark }, ...more] = sent("mark");
    assert.deepEqual(mark, {
      action: "mark",
      inbox: { epoch, read: [[2, 2], [5, 5]], unread: [[1, 1]], archived: [[3, 4]], seen: 6 },
      announcements: { epoch: server.streams.announcements.epoch, read: [[1, 1]], seen: 1 },
    });
    assert.deepEqual(more, []);
    for (const one of marking) assert.equal(await world.outcome(one), "resolved");
    assert.deepEqual(numbers(inbox), { unread: 2, unseen: 0 });
  });

  test("whose answer was lost is sent again with the same ref, and undoes nothing that another device did since", async () => {
    publish(1);
    const [left, right] = [await device(), await device()];
    left.inbox.markRead(left.inbox.items);
    await world.clock.advance(100);
    const [socket] = world.gateway.open;
    world.gateway.weather = (frame) => (frame.ok && frame.ref === sent("mark").at(-1).ref ? Infinity : 0);
    left.inbox.markUnread(left.inbox.items);
    await world.clock.advance(30);
    world.gateway.weather = () => 0;
    right.inbox.markRead(right.inbox.items);
    await world.clock.advance(50);
    socket.end(1006);
    await world.clock.advance(3_000);

    const [, unread, , again] = sent("mark");
    assert.equal(again.ref, unread.ref);
    assert.equal(server.unread, 0);
    assert.deepEqual([left.inbox.unread, right.inbox.unread], [0, 0]);
  });

  test("that was on its way when the connection was renewed goes out again at once on the new one", async () => {
    publish(1);
    const { page, inbox } = await device({}, { renewMs: [20_000, 20_000] });
    world.gateway.answer = ({ action }) => (action === "mark" ? "none" : undefined);
    const toRenewalMs = 19_000;
    await world.clock.advance(toRenewalMs - 1_000);
    const marking = inbox.markRead(inbox.items);
    await world.clock.advance(100);
    world.gateway.answer = () => undefined;
    await world.clock.advance(1_500);

    assert.equal(page.renewals, 1);
    assert.equal(await world.outcome(marking), "resolved");
  });

  test("of several that are refused together is tried by itself", async () => {
    publish(4);
    const { page, inbox } = await device();
    world.gateway.answer = ({ action, inbox: change }) =>
      action === "mark" && change.read?.some(([first, last]) => first <= 2 && last >= 2) ? { error: { code: "too_many_ranges", message: "no" } } : undefined;
    page.client.disconnect();
    const marking = [1, 2, 4].map((offset) => inbox.markRead(inbox.items.find((item) => item.offset === offset)));
    page.client.connect();
    await world.clock.advance(200);

    assert.deepEqual(await Promise.all(marking.map((one) => world.outcome(one))), ["resolved", "too_many_ranges", "resolved"]);
    assert.deepEqual(inbox.items.map(({ offset, read }) => [offset, read]), [[4, true], [3, false], [2, false], [1, true]]);
    assert.equal(new Set(sent("mark").map(({ ref }) => ref)).size, 4);
  });

  test("that comes too often waits as long as the server says, and is made then", async () => {
    publish(1);
    const { inbox } = await device();
    let refusals = 7;
    world.gateway.answer = ({ action }) => (action === "mark" && refusals-- > 0 ? { error: { code: "too_many_messages", message: "later", retry_after: 3 } } : undefined);
    const marking = inbox.markRead(inbox.items);
    await world.clock.advance(20_900);
    assert.equal(inbox.unread, 0);
    assert.equal(server.unread, 1);
    await world.clock.advance(1_000);

    assert.equal(await world.outcome(marking), "resolved");
    assert.equal(server.unread, 0);
    assert.equal(new Set(sent("mark").map(({ ref }) => ref)).size, 1);
  });

  test("that meets a fault five times is undone, and one that is never answered", async () => {
    publish(1);
    const { inbox } = await device();
    for (const [answer, code] of [[{ error: { code: "internal", message: "a fault" } }, "internal"], ["none", "unanswered"]]) {
      world.gateway.answer = ({ action }) => (action === "mark" ? answer : undefined);
      const before = sent("mark").length;
      const marking = inbox.markRead(inbox.items);
      await world.clock.advance(120_000);

      assert.equal(await world.outcome(marking), code);
      assert.equal(inbox.unread, 1);
      assert.equal(sent("mark").length - before, 5);
    }
  });

  test("that changes nothing costs no message", async () => {
    publish(2);
    const { inbox } = await device();
    inbox.markAllRead();
    inbox.seen();
    await world.clock.advance(100);
    const before = sent("mark").length;

    for (const marking of [inbox.markAllRead(), inbox.seen(), inbox.markRead(inbox.items), inbox.markUnread([]), inbox.unarchive(inbox.items)])
      assert.equal(await world.outcome(marking), "resolved");
    assert.equal(sent("mark").length, before);
  });

  test("of all means what has arrived: what comes meanwhile stays unread", async () => {
    publish(2);
    const { inbox } = await device();
    const late = server.publish("inbox", { type: "job" }, { lateMs: 100 });

    inbox.markAllRead();
    await world.clock.advance(500);

    assert.deepEqual(sent("mark")[0].inbox.read, [[1, 2]]);
    assert.deepEqual(inbox.items.filter(({ read }) => !read).map(({ id }) => id), [late.id]);
  });

  test("of more ranges than the server takes is refused here, since the gateway would end the connection for it", async () => {
    publish(1);
    const { inbox } = await device();
    const many = Array.from({ length: 501 }, (_, index) => ({ ...inbox.items[0], offset: 2 * index + 1 }));

    assert.equal(await world.outcome(inbox.markRead(many)), "too_many_ranges");
    assert.deepEqual(sent("mark"), []);
  });

  test("is rejected when the client is closed, and after that", async () => {
    publish(1);
    const { page, inbox } = await device();
    const [item] = inbox.items;
    page.client.disconnect();
    const marking = inbox.markRead(item);
    page.client.close();

    assert.equal(await world.outcome(marking), "closed");
    assert.equal(await world.outcome(inbox.archive(item)), "closed");
    await world.clock.advance(100);
    assert.equal(world.clock.pending, 0);
    assert.equal(await world.outcome(createInbox(page.client).loadMore()), "closed");
  });
});
