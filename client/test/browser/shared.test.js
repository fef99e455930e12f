/** One connection for all tabs, in Chromium, against a running stack. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { SKIPPED, Tab, api, contextOf, launch, publish, until } from "./browser.js";

const numbered = (count, word = "n") => Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
const expected = (count) => Array.from({ length: count }, (_, index) => `room ${index + 1}`);

describe("tabs of Chromium that share", { skip: SKIPPED, timeout: 900_000 }, () => {
  let browser;
  let context;
  let room;
  /** @type {{ tab: Tab, client: any, name: string }[]} */
  let tabs;
  let count = 0;

  // A tab that is killed must not take others with it.
  before(async () => (browser = await launch("--process-per-tab")));
  after(() => browser?.close());
  beforeEach(async () => {
    room = `shared-${Date.now()}-${++count}`;
    context = await contextOf(browser);
    tabs = [];
  });
  afterEach(async () => {
    const errors = tabs.flatMap(({ tab }) => tab.errors);
    await context.close();
    assert.deepEqual(errors, [], "errors in the pages");
  });

  async function open(number, options) {
    for (let more = 0; more < number; more++) {
      const tab = await Tab.open(context);
      tabs.push({ tab, client: await tab.openClient("anna", { user: "anna", room, shared: true, ...options }) });
    }
  }

  const connections = () => api(`connections?room=${room}`);
  const one = () => until(connections, ({ length }) => length === 1, "one connection");

  /** Takes the tab that has the connection away from the others. */
  async function owner() {
    const records = await Promise.all(tabs.map(({ client }) => client.record()));
    const owning = records.map(({ sockets }, index) => (sockets ? index : -1)).filter((index) => index >= 0);
    assert.equal(owning.length, 1, "tabs with a socket");
    return tabs.splice(owning[0], 1)[0];
  }

  /** Everybody has everything once, in order. */
  async function complete(number) {
    for (const { client } of tabs) {
      const { offsets, stale } = await client.has(number);
      assert.deepEqual(offsets, expected(number));
      assert.deepEqual(stale, []);
    }
  }

  /** And there is one connection. */
  async function whole(number) {
    await complete(number);
    await one();
  }

  /** After what ended the tab that had the connection. */
  async function othersGoOn() {
    await publish(room, numbered(3, "meanwhile"));
    await complete(8);
    await publish(room, numbered(2, "after"));
    await complete(10);
    assert.match(await tabs[0].client.send({ type: "chat", data: { text: "I am" } }), /^anna\//);
    await complete(11);
  }

  async function withFive(number, options) {
    await open(number, options);
    await publish(room, numbered(5));
    await whole(5);
  }

  test("ten have one connection, and each gets everything, and may send", async () => {
    await withFive(10);
    const ids = await Promise.all(tabs.map(({ client }, index) => client.send({ type: "chat", data: { text: `from ${index}` } })));

    for (const id of ids) assert.match(id, /^anna\//);
    await whole(15);
    for (const { client } of tabs) assert.deepEqual((await client.record()).states, ["connecting", "open"]);
  });

  test("the owner is closed: another goes on", async () => {
    await withFive(4);
    const { tab } = await owner();
    await tab.close();

    await othersGoOn();
    await one();
  });

  test("the owner goes elsewhere: another goes on", async () => {
    await withFive(4);
    const { tab } = await owner();
    await tab.leave();

    await othersGoOn();
    await one();
  });

  test("the owner crashes: another goes on", async () => {
    await withFive(4);
    const { tab } = await owner();
    await tab.crash();

    await othersGoOn();
    await one();
  });

  test("the owner hangs: another takes the connection over, and when it goes on it uses that one", async () => {
    await withFive(3, { hurry: 3, stableMs: 500 });
    const hanging = await owner();
    const goOn = await hanging.tab.hang();

    await othersGoOn();
    await goOn();
    tabs.push(hanging);
    await whole(11);
  });

  test("the connection is renewed, and nobody is ever without one", async () => {
    // Far apart: who is being renewed passes over that another was, and is told again only after 15 seconds.
    const renewing = { renewMs: [2_000, 4_000], renewRetryMs: [500, 1_000], stableMs: 200 };
    await open(3, renewing);
    let published = 0;
    const renewed = async () => (await Promise.all(tabs.map(({ client }) => client.record()))).every(({ states }) => states.filter((state) => state === "renewed").length >= 2);
    while (!(await renewed())) {
      await publish(room, numbered(3));
      published += 3;
      await Promise.all(tabs.map(({ client }) => client.has(published)));
    }

    await whole(published);
    for (const { client } of tabs) assert.deepEqual(new Set((await client.record()).states), new Set(["connecting", "open", "renewed"]));
  });

  test("another user, and other rights, have a connection of their own", async () => {
    await open(2);
    const tab = await Tab.open(context);
    const ben = await tab.openClient("ben", { user: "ben", room, shared: true });
    const { token } = await api("token", { user: "anna", room, send: false });
    const listener = await tab.openClient("listener", { user: "anna", room, shared: true, tokens: [token] });
    await until(connections, ({ length }) => length === 3, "three connections");
    await publish(room, ["for ben"], { to: ["ben"] });
    await publish(room, ["for anna"], { to: ["anna"] });

    assert.deepEqual((await ben.has(1)).texts, ["for ben"]);
    for (const client of [listener, ...tabs.map(({ client }) => client)]) assert.deepEqual((await client.has(1)).texts, ["for anna"]);
    assert.deepEqual(await listener.send("x"), { refused: "not_allowed" });
  });

  test("a further room is left with the last tab that is in it", async () => {
    const project = `${room}-project`;
    await open(3, { rooms: [project] });
    for (const { client } of tabs.slice(0, 2)) {
      await client.join(project);
      await client.roomIs(project, "open");
    }
    const inProject = () => api(`connections?room=${project}`);
    await publish(project, ["one"]);
    for (const { client } of tabs.slice(0, 2)) assert.deepEqual((await client.roomHas(project, 1)).texts, ["one"]);
    await tabs[0].client.inRoom(project, "leave");
    await publish(project, ["two"]);
    await tabs[1].client.roomHas(project, 2);
    assert.equal((await inProject()).length, 1);
    await tabs[1].client.inRoom(project, "leave");

    await until(inProject, ({ length }) => length === 0, "nobody in the project");
    assert.equal((await connections()).length, 1);
  });

  test("the bell works in each of them", async () => {
    await open(3);
    const bells = await Promise.all(tabs.map(({ client }) => client.bell()));
    await publish(room, numbered(2), { to: ["anna"], inbox: true });
    for (const button of bells) await button("Notifications, 2 new").waitFor();
    await bells[2]("Notifications, 2 new").click();
    for (const button of bells) await button("Notifications, 2 unread").waitFor();
    await bells[2]("Mark all read").click();
    for (const button of bells) await button("Notifications, 0 unread").waitFor();

    assert.equal((await connections()).length, 1);
  });

  test("marks agree in all of them, also when the owner crashes in between", async () => {
    await open(4);
    const inboxes = await Promise.all(tabs.map(({ client }) => client.inbox()));
    await publish(room, numbered(6), { to: ["anna"], inbox: true });
    for (const inbox of inboxes) await inbox.hasUnread(6);
    await Promise.all(inboxes.map((inbox, index) => inbox.call("markRead", [`n${index + 1}`])));
    for (const inbox of inboxes) await inbox.hasUnread(2);
    const all = [...tabs];
    const gone = await owner();
    const left = inboxes.filter((_, index) => all[index] !== gone);
    await left[0].call("markRead", ["n5"]);
    await gone.tab.crash();
    await left[1].call("archive", ["n6"]);

    for (const inbox of left) await inbox.until(({ unread, texts }) => unread === 0 && texts.length === 5, "nothing unread, five left");
    await one();
  });
});
