import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { CONSOLE, SKIPPED, Tab, api, contextOf, inRoom, launch, publish, until } from "./browser.js";

const numbered = (count, word = "n") => Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
const roomOffsets = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => `room ${from + index}`);

describe("in Chromium", { skip: SKIPPED, timeout: 900_000 }, () => {
  let browser;
  let context;
  let tab;
  let room;
  let count = 0;

  before(async () => (browser = await launch()));
  after(() => browser?.close());
  beforeEach(async () => {
    room = `browser-${Date.now()}-${++count}`;
    context = await contextOf(browser);
    tab = await Tab.open(context);
  });
  afterEach(async () => {
    const { errors } = tab;
    await context.close();
    assert.deepEqual(errors, [], "errors in the page");
  });

  test("a client connects and receives what a backend publishes", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });

    await publish(room, ["hello"]);
    const record = await anna.has(1);

    assert.deepEqual(record.states, ["connecting", "open"]);
    assert.deepEqual(record.texts, ["hello"]);
    assert.deepEqual(record.offsets, ["room 1"]);
  });

  test("a page that is kicked stays away, and one that is asked to come back does", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    const ben = await tab.openClient("ben", { user: "ben", room });

    await api("connections/close", { room, user: "anna", lastFrame: "KICKED" });
    await api("connections/close", { room, user: "ben", lastFrame: "KICKED_FOR_A_NEW_TOKEN" });
    const kicked = await anna.is("closed");
    const back = await ben.until(({ states }) => states.length > 2 && states.at(-1) === "open", "back");

    assert.deepEqual(kicked.reasons, ["kicked", "kicked"]);
    assert.deepEqual(kicked.states, ["connecting", "open", "disconnected", "closed"]);
    assert.deepEqual(back.reasons, ["kicked"]);
    assert.deepEqual(await api(`connections?room=${room}&user=anna`), []);
  });

  test("two tabs of one browser each receive everything", async () => {
    const other = await Tab.open(context);
    const tabs = [await tab.openClient("anna", { user: "anna", room }), await other.openClient("anna", { user: "anna", room })];

    await publish(room, numbered(5));

    for (const client of tabs) assert.deepEqual((await client.has(5)).offsets, roomOffsets(1, 5));
  });

  test("what a client sends is acknowledged and reaches the room, by socket and by queue", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    const ben = await tab.openClient("ben", { user: "ben", room });

    const bySocket = await anna.send({ type: "chat", data: { text: "now" } });
    const byQueue = await anna.send({ type: "chat", data: { text: "later" } }, { queued: true });
    const record = await ben.has(2);

    for (const id of [bySocket, byQueue]) assert.match(id, /^anna\/[A-Za-z0-9_-]+$/);
    assert.deepEqual(new Set(record.texts), new Set(["now", "later"]));
    assert.deepEqual(record.offsets, roomOffsets(1, 2));
  });

  test("what is addressed to one user reaches only that user", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    const ben = await tab.openClient("ben", { user: "ben", room });

    await publish(room, ["for ben"], { to: ["ben"] });
    await ben.has(1);
    await publish(room, ["for all"]);

    assert.deepEqual((await ben.has(2)).offsets, ["user 1", "room 1"]);
    assert.deepEqual((await anna.has(1)).texts, ["for all"]);
  });

  test("a listener may not send, and is told so", async () => {
    const { token } = await api("token", { user: "anna", room, send: false });
    const anna = await tab.openClient("anna", { user: "anna", room, tokens: [token] });

    assert.deepEqual(await anna.send("x"), { refused: "not_allowed" });
  });

  test("fifty published while the network was away all arrive, in order, once", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    const ben = await tab.openClient("ben", { user: "ben", room });
    await publish(room, ["before"]);
    await anna.has(1);

    await anna.cut(true);
    await publish(room, numbered(50));
    await ben.has(51);
    assert.equal((await anna.record()).texts.length, 1);
    await anna.cut(false);
    await anna.has(51);
    await publish(room, ["after"]);

    const record = await anna.has(52);
    assert.deepEqual(record.offsets, roomOffsets(1, 52));
    assert.equal(new Set(record.texts).size, 52);
    assert.deepEqual(record.stale, []);
  });

  test("what is sent while the network is away goes out when it is back", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    await anna.cut(true);
    const sending = anna.send({ type: "chat", data: { text: "patience" } });
    await anna.cut(false);

    assert.match(await sending, /^anna\//);
    assert.deepEqual((await anna.has(1)).texts, ["patience"]);
  });

  test("what was typed while the network was away, and what follows at once, is appended in that order", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    const ben = await tab.openClient("ben", { user: "ben", room });
    const texts = numbered(40);
    await anna.cut(true);
    const sending = texts.slice(0, 20).map((text) => anna.send({ type: "chat", data: { text } }));
    await anna.cut(false);
    await anna.is("open");
    sending.push(anna.sendAll(texts.slice(20).map((text) => ({ type: "chat", data: { text } }))));

    for (const id of (await Promise.all(sending)).flat()) assert.match(id, /^anna\//);
    assert.deepEqual((await ben.has(40)).texts, texts);
  });

  test("going offline ends the connection at once, and coming back loses nothing", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room, backoffBaseMs: 60_000, backoffCapMs: 60_000 });

    await context.setOffline(true);
    await anna.is("disconnected");
    await publish(room, ["meanwhile"]);
    await context.setOffline(false);

    const record = await anna.has(1);
    assert.deepEqual(record.reasons, ["offline"]);
    assert.deepEqual(record.texts, ["meanwhile"]);
  });

  test("away on purpose, and back", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });

    await anna.call("disconnect");
    await publish(room, numbered(3));
    await until(() => api(`connections?room=${room}`), ({ length }) => length === 0, "no connection");
    await anna.call("connect");

    await anna.has(3);
    assert.deepEqual((await anna.is("open")).states, ["connecting", "open", "disconnected", "connecting", "open"]);
  });

  test("coming online tries at once, however long the wait was to be", async () => {
    const hour = 3_600_000;
    const anna = await tab.openClient("anna", { user: "anna", room, backoffBaseMs: hour, backoffCapMs: hour });
    await anna.cut(true);
    await anna.is("disconnected");
    await context.setOffline(true);
    await anna.cut(false);

    await context.setOffline(false);

    await anna.is("open");
  });

  test("a connection killed on the server comes back and misses nothing", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });

    const { closed } = await api("connections/close", { room, user: "anna" });
    await publish(room, numbered(3));
    // They may come before the answer that opens it.
    await anna.has(3);
    const record = await anna.is("open");

    assert.equal(closed, 1);
    assert.deepEqual(record.states.slice(0, 5), ["connecting", "open", "disconnected", "connecting", "open"]);
    assert.deepEqual(record.reasons, ["connection_lost"]);
    assert.deepEqual(record.offsets, roomOffsets(1, 3));
  });

  test("a token that has expired when the client reconnects is replaced by a fresh one", async () => {
    const issued = async (expiresSeconds) => (await api("token", { user: "anna", room, expiresSeconds })).token;
    const [good, brief] = [await issued(60), await issued(1)];
    const expiresAt = JSON.parse(Buffer.from(brief.split(".")[1], "base64url").toString()).exp * 1000;
    const anna = await tab.openClient("anna", { user: "anna", room, tokens: [good, brief] });
    await anna.call("disconnect");
    await until(async () => Date.now(), (now) => now > expiresAt + 1_000, "the token has expired");

    await publish(room, ["meanwhile"]);
    await anna.call("connect");
    const record = await anna.has(1);

    assert.deepEqual(record.reasons, ["disconnected", "handshake_failed"]);
    assert.deepEqual(record.texts, ["meanwhile"]);
    assert.deepEqual(record.stale, []);
  });

  test("a connection is renewed again and again under load, and nothing is lost or doubled", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room, renewMs: [500, 800], stableMs: 300 });
    const renewals = ({ states }) => states.filter((state) => state === "renewed").length;
    let published = 0;
    let record = await anna.record();

    // No faster than they arrive: it is the renewals that are tested, not how much the machine can do.
    while (renewals(record) < 3) {
      await publish(room, numbered(3));
      record = await anna.has((published += 3));
    }

    assert.deepEqual(record.offsets, roomOffsets(1, published));
    assert.deepEqual(new Set(record.states), new Set(["connecting", "open", "renewed"]));
    assert.deepEqual(record.stale, []);
  });

  test("after a reload with a kept position nothing is missed", async () => {
    const options = { user: "anna", room, keep: true };
    const anna = await tab.openClient("anna", options);
    await publish(room, ["before"]);
    await anna.has(1);

    await tab.leave();
    await publish(room, numbered(5, "meanwhile "));
    await tab.load();
    const again = await tab.openClient("anna", options);

    const record = await again.has(5);
    assert.deepEqual(record.offsets, roomOffsets(2, 6));
    assert.deepEqual(record.stale, []);
  });

  test("another user who logs in in the same tab gets nothing of the one before", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room, keep: true });
    await publish(room, numbered(3), { to: ["anna"] });
    await publish(room, numbered(3), { to: ["ben"] });
    await anna.has(3);
    await anna.close();

    const ben = await tab.openClient("ben", { user: "ben", room, keep: true });
    await publish(room, ["for ben"], { to: ["ben"] });

    assert.deepEqual((await ben.has(1)).texts, ["for ben"]);
    assert.deepEqual((await ben.record()).stale, []);
  });

  test("closing ends the connection on the server too", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    const connections = () => api(`connections?room=${room}`);
    await until(connections, ({ length }) => length === 1, "one connection");

    await anna.close();

    await until(connections, ({ length }) => length === 0, "no connection");
  });

  test("on the demo page the figures move when something is published", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room });
    const page = await context.newPage();
    page.on("pageerror", ({ message }) => tab.errors.push(message));
    await page.goto(`${CONSOLE}/`);
    const published = page.getByRole("button", { name: /^Published/ });
    const figure = async () => Number((await published.locator("b").textContent()).replace(",", ""));
    const before = await until(figure, Number.isInteger, "a figure");

    await publish(room, numbered(3));
    await anna.has(3);

    await until(figure, (now) => now >= before + 3, "three more published");
    await published.click();
    await page.getByText("Published: Notifications that were taken on").waitFor();
  });

  test("on the demo page a gap that nobody can fill does not stay", async () => {
    const page = await context.newPage();
    page.on("pageerror", ({ message }) => tab.errors.push(message));
    await page.goto(`${CONSOLE}/client/demo/index.html`);
    const said = await page.evaluate(async () => {
      const { Gap } = await import("/client/demo/gap.js");
      const [cells, count] = [document.createElement("div"), document.createElement("p")];
      cells.id = "cells";
      const gap = new Gap(cells, count);
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(count.textContent))));
      gap.enter("acme");
      gap.see({ stream: "room", epoch: "e", offset: 1 }, false);
      gap.see({ stream: "room", epoch: "e", offset: 352 }, false);
      const before = await drawn();
      gap.stale();
      gap.see({ stream: "room", epoch: "e", offset: 353 }, false);
      return [before, await drawn(), cells.querySelectorAll(".missing").length];
    });

    assert.match(said[0], /missing/);
    assert.match(said[1], /1 here, 0 of them recovered, none missing/);
    assert.equal(said[2], 0);
  });

  test("on the demo page the gap opens and closes", async () => {
    const page = await context.newPage();
    page.on("pageerror", ({ message }) => tab.errors.push(message));
    await inRoom(page, room);
    await page.goto(`${CONSOLE}/`);
    const [left, right] = ["left", "right"].map((name) => page.getByRole("region", { name: `Browser ${name}` }));
    const press = (pane, name) => pane.getByRole("button", { name }).click();
    const says = (pane, text) => pane.getByText(text).waitFor();
    for (const pane of [left, right]) await says(pane, "Live.");
    await press(right, "Send by socket");
    for (const pane of [left, right]) await says(pane, /^1 here/);

    await press(left, "Cut the network");
    await press(right, "Publish fifty");
    await says(left, /50 missing/);
    await press(left, "Bring it back");

    await says(left, /51 here, 50 of them recovered, none missing/);
    await says(right, /51 here, 0 of them recovered, none missing/);
  });
});
