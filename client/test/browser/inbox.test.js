import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { CONSOLE, SKIPPED, Tab, api, contextOf, inRoom, launch, publish } from "./browser.js";

const numbered = (count, word = "n") => Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
const newestFirst = (texts) => texts.toReversed();

describe("the inbox in Chromium", { skip: SKIPPED, timeout: 900_000 }, () => {
  let browser;
  let contexts;
  let tabs;
  let room;
  let count = 0;

  before(async () => (browser = await launch()));
  after(() => browser?.close());
  beforeEach(() => {
    room = `inbox-${Date.now()}-${++count}`;
    contexts = [];
    tabs = [];
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    assert.deepEqual(tabs.flatMap(({ errors }) => errors), [], "errors in the page");
  });

  /** A device of its own, which shares nothing with the others. */
  async function context(options) {
    const made = await contextOf(browser, options);
    contexts.push(made);
    return made;
  }

  async function tabIn(where) {
    const tab = await Tab.open(where);
    tabs.push(tab);
    return tab;
  }

  async function device(options, where) {
    const tab = await tabIn(where ?? (await context()));
    const client = await tab.openClient("anna", { user: "anna", room });
    const inbox = await client.inbox(options);
    await inbox.until(({ ready }) => ready, "the state");
    return { tab, client, inbox };
  }

  const notify = (texts) => publish(room, texts, { inbox: true, to: ["anna"] });
  const announce = (texts) => publish(room, texts, { inbox: true });
  const serverSays = () => api(`inbox?room=${room}&user=anna`);

  async function agree(...inboxes) {
    const { state } = await serverSays();
    for (const inbox of inboxes) {
      const { unread, unseen } = await inbox.until((record) => record.unread === state.unread, "what the server says");
      assert.deepEqual({ unread, unseen }, { unread: state.unread, unseen: state.unseen });
    }
  }

  test("what is read on one device is read on the other, and so after a reload", async () => {
    const [left, right] = [await device(), await device()];
    await notify(numbered(2));
    await announce(["for all"]);
    for (const { inbox } of [left, right]) await inbox.hasUnread(3);

    await left.inbox.call("markRead", ["n2"]);
    assert.equal((await left.inbox.record()).unread, 2, "at once");
    await right.inbox.hasUnread(2);
    await right.inbox.call("seen");
    await left.inbox.until(({ unseen }) => unseen === 0, "seen");
    await agree(left.inbox, right.inbox);

    await left.tab.load();
    const client = await left.tab.openClient("anna", { user: "anna", room });
    const again = await client.inbox();
    const { texts, unread, unseen } = await again.until(({ texts }) => texts.length === 3, "the list");
    assert.deepEqual({ texts: texts.toSorted(), unread, unseen }, { texts: ["for all", "n1", "n2 read"], unread: 2, unseen: 0 });
  });

  test("what is marked offline waits, and goes out when the network is back", async () => {
    const [left, right] = [await device(), await device()];
    await notify(numbered(6));
    // Counted does not mean listed: the page may still be on its way, and offline it never comes.
    for (const { inbox } of [left, right]) await inbox.until(({ unread, texts }) => unread === 6 && texts.length === 6, "six in the list");

    await right.client.cut(true);
    for (const text of ["n1", "n2", "n5"]) await right.inbox.call("markRead", [text]);
    await right.inbox.call("archive", ["n3"]);
    assert.equal((await right.inbox.record()).unread, 2);
    await left.inbox.call("markRead", ["n6"]);
    await notify(["meanwhile"]);
    await left.inbox.hasUnread(6);
    assert.deepEqual((await right.inbox.record()).marks, []);
    await right.client.cut(false);

    for (const { inbox } of [left, right]) await inbox.hasUnread(2);
    const { marks } = await right.inbox.until(({ marks }) => marks.length === 4, "made");
    assert.deepEqual(marks, ["made", "made", "made", "made"]);
    const { texts } = await left.inbox.until(({ texts }) => texts.length === 6, "n3 archived");
    assert.deepEqual(texts, ["meanwhile", "n6 read", "n5 read", "n4", "n2 read", "n1 read"]);
    await agree(left.inbox, right.inbox);
  });

  test("two tabs of one browser have the same inbox, and a second filter in one of them too", async () => {
    const where = await context();
    const [first, second] = [await device({}, where), await device({ filter: "unread" }, where)];
    await notify(numbered(3));
    for (const { inbox } of [first, second]) await inbox.hasUnread(3);

    await first.inbox.call("markRead", ["n1", "n3"]);
    const { texts } = await second.inbox.until(({ texts }) => texts.length === 1, "one unread");
    assert.deepEqual(texts, ["n2"]);
    await second.inbox.call("markAllRead");
    await first.inbox.hasUnread(0);
    await first.inbox.call("markUnread", ["n1"]);
    await second.inbox.until(({ texts }) => texts.join() === "n1", "unread again");
    await agree(first.inbox, second.inbox);
  });

  test("pages go back to the first one, and what comes meanwhile does not move them", async () => {
    await notify(numbered(25));
    const { inbox } = await device({ pageSize: 10 });
    await inbox.until(({ texts }) => texts.length === 10, "a page");
    await inbox.call("loadMore");
    await notify(["new"]);
    await inbox.until(({ texts }) => texts.length === 21, "two pages and the new one");
    await inbox.call("loadMore");

    const { texts, hasMore } = await inbox.until(({ texts }) => texts.length === 26, "all");
    assert.deepEqual(texts, ["new", ...newestFirst(numbered(25))]);
    assert.equal(hasMore, false);
  });

  test("a connection that is renewed or killed loses no mark", async () => {
    const tab = await tabIn(await context());
    const client = await tab.openClient("anna", { user: "anna", room, renewMs: [1_000, 1_500], stableMs: 300, backoffBaseMs: 100, backoffCapMs: 500 });
    const inbox = await client.inbox();
    await notify(numbered(8));
    await inbox.hasUnread(8);

    for (const text of numbered(8)) {
      await inbox.call("markRead", [text]);
      if (text === "n4") await api("connections/close", { room, user: "anna" });
      if (text === "n6") await client.until(({ states }) => states.includes("renewed"), "a renewal");
    }

    const { marks } = await inbox.until(({ marks }) => marks.length === 8, "made");
    assert.deepEqual(marks, Array(8).fill("made"));
    assert.equal((await serverSays()).state.unread, 0);
  });

  for (const [size, viewport] of [["wide", { width: 1_280, height: 900 }], ["phone", { width: 390, height: 844 }]])
    test(`on the demo page, ${size}: read on the left, the right badge falls; cut the right one, mark, bring it back`, async () => {
      const where = await context({ viewport });
      const page = await where.newPage();
      const errors = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      await inRoom(page, room);
      await page.goto(`${CONSOLE}/client/demo/index.html?user=anna-${room}`);
      const [laptop, phone] = ["Laptop", "Phone"].map((name) => page.getByRole("region", { name }));
      const bell = (device, unread) => device.getByRole("button", { name: `Inbox, ${unread} unread` }).waitFor();
      await bell(laptop, 0);
      await bell(phone, 0);
      await page.getByRole("button", { name: "Notify" }).click();
      await page.getByRole("button", { name: "Notify" }).click();
      for (const device of [laptop, phone]) await bell(device, 2);

      await laptop.getByRole("listitem").first().getByRole("button", { name: /^Mark as read/ }).click();
      await bell(phone, 1);
      await phone.getByRole("button", { name: "Cut the network" }).click();
      await laptop.getByRole("button", { name: "Mark all read" }).click();
      await bell(laptop, 0);
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/inbox-${size}.png` });
      await bell(phone, 1);
      await phone.getByRole("button", { name: "Bring it back" }).click();
      await bell(phone, 0);

      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(sideways, 0, "nothing is cut off");
      assert.deepEqual(errors, []);
    });
});
