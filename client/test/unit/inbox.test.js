import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { FakeInbox } from "../fakes/inbox.js";
import { World, tokenFor } from "../fakes/world.js";

/** @type {World} */
let world;
/** @type {FakeInbox} */
let server;
let devices = 0;
beforeEach(() => {
  world = new World();
  server = new FakeInbox(world.gateway, world.clock);
});

const publish = (count, stream = "inbox", options = undefined) =>
  Array.from({ length: count }, (_, index) => server.publish(stream, { type: "job", data: index + 1 }, options));

/** A page that is open, and its inbox. */
async function device(options, pageOptions) {
  const drawn = 0.5 + ++devices / 1_000;
  const page = await world.stablePage({ backoffBaseMs: 500, random: () => drawn, ...pageOptions });
  const inbox = createInbox(page.client, options);
  await world.clock.advance(100);
  return { page, inbox };
}

const sent = (action) => world.gateway.requests.filter((request) => request.action === action);
const ids = ({ items }) => items.map(({ id }) => id);
const offsets = ({ items }) => items.map(({ stream, offset }) => `${stream} ${offset}`);
const numbers = ({ unread, unseen }) => ({ unread, unseen });
const frameOfDocs = (start) => {
  const protocol = readFileSync(new URL("../../../docs/protocol.md", import.meta.url), "utf8");
  return JSON.parse(protocol.split("\n").find((line) => line.startsWith(start)));
};

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
