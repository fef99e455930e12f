import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { SKIPPED, Tab, api, contextOf, launch, publish, until } from "./browser.js";

const numbered = (count, word) => Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
const roomOffsets = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => `room ${from + index}`);

describe("several rooms in Chromium", { skip: SKIPPED, timeout: 900_000 }, () => {
  let browser;
  let context;
  let tab;
  let home;
  let project;
  let ticket;
  let count = 0;

  before(async () => (browser = await launch()));
  after(() => browser?.close());
  beforeEach(async () => {
    home = `rooms-${Date.now()}-${++count}`;
    [project, ticket] = [`${home}-project`, `${home}-ticket`];
    context = await contextOf(browser);
    tab = await Tab.open(context);
  });
  afterEach(async () => {
    const { errors } = tab;
    await context.close();
    assert.deepEqual(errors, [], "errors in the page");
  });

  const connections = (room) => api(`connections?room=${room}`);

  test("share one socket, miss nothing when its network is cut, and a tutorial's client beside sees no difference", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room: home, rooms: [project, ticket] });
    const plain = await tab.client("plain", { user: "ben", room: home, plain: true });
    await plain.is("open");
    for (const id of [project, ticket]) {
      await anna.join(id);
      await anna.roomIs(id, "open");
    }
    for (const [id, word] of [[home, "home"], [project, "project"], [ticket, "ticket"]]) await publish(id, [`${word} 0`]);
    await anna.has(1);
    for (const id of [project, ticket]) await anna.roomHas(id, 1);

    await anna.cut(true);
    await anna.is("disconnected");
    for (const [id, word] of [[home, "home"], [project, "project"], [ticket, "ticket"]]) await publish(id, numbered(5, word));
    await publish(project, ["for anna"], { to: ["anna"] });
    await anna.cut(false);

    const record = await anna.has(6);
    const inProject = await anna.roomHas(project, 7);
    await anna.roomHas(ticket, 6);
    const inTicket = await anna.roomIs(ticket, "open");
    assert.deepEqual(record.texts, ["home 0", ...numbered(5, "home")]);
    assert.deepEqual(inProject.texts.filter((text) => text !== "for anna"), ["project 0", ...numbered(5, "project")]);
    assert.deepEqual(inProject.offsets.filter((offset) => offset !== "user 1"), roomOffsets(1, 6));
    assert.deepEqual(inTicket.offsets, roomOffsets(1, 6));
    assert.deepEqual([record.stale, inProject.stale, inTicket.stale], [[], [], []]);
    assert.deepEqual(inTicket.states, ["joining", "open", "joining", "open"]);
    await until(() => connections(home), ({ length }) => length === 2, "one socket of each");

    const { texts: frames } = await plain.has(6);
    assert.deepEqual(frames.map((frame) => JSON.parse(frame).data.data.text), record.texts);
    for (const frame of frames) {
      const { user_id, data, id, stream, epoch, offset } = JSON.parse(frame);
      assert.equal(frame, JSON.stringify({ user_id, data, id, stream, epoch, offset }));
    }
  });

  test("send in a room reaches it, and only it", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room: home, rooms: [project] });
    const ben = await tab.openClient("ben", { user: "ben", room: home, rooms: [project] });
    for (const client of [anna, ben]) await client.join(project);
    // Who is there only later begins behind what was sent before.
    for (const client of [anna, ben]) await client.roomIs(project, "open");

    const id = await anna.inRoom(project, "send", { type: "chat", data: { text: "hello" } });

    assert.match(id, /^anna\//);
    for (const client of [anna, ben]) assert.deepEqual((await client.roomHas(project, 1)).texts, ["hello"]);
    assert.deepEqual((await ben.record()).texts, []);
  });

  test("one that is granted while the page is open is joined, and one that is taken back is told so", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room: home });
    await anna.join(ticket);
    const refused = await anna.roomIs(ticket, "refused");
    await api("grant", { user: "anna", room: ticket, seconds: 3_600 });
    await anna.inRoom(ticket, "join");
    await anna.roomIs(ticket, "open");
    await publish(ticket, ["granted"]);
    await anna.roomHas(ticket, 1);
    await api("ungrant", { user: "anna", room: ticket });
    const ended = await anna.until(({ rooms }) => rooms[ticket].reasons.length > 1, "told").then(({ rooms }) => rooms[ticket]);
    await publish(ticket, ["not for anna"]);
    await publish(home, ["for all"]);
    const record = await anna.has(1);

    assert.deepEqual(refused.reasons, ["not_granted"]);
    assert.deepEqual(ended.reasons, ["not_granted", "ungranted"]);
    assert.deepEqual(ended.states, ["joining", "refused", "joining", "open", "refused"]);
    assert.deepEqual(record.rooms[ticket].texts, ["granted"]);
    assert.deepEqual(record.states, ["connecting", "open"]);
  });

  test("one that is left hears nothing more, and is left on the server", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room: home, rooms: [project] });
    await anna.join(project);
    await anna.roomIs(project, "open");
    await anna.inRoom(project, "leave");
    await until(() => connections(project), ({ length }) => length === 0, "nobody in the project");
    await publish(project, ["nobody hears"]);
    await publish(home, ["all hear"]);

    assert.deepEqual((await anna.has(1)).rooms[project].texts, []);
  });

  test("its inbox and that of the home room are one list, if the page wants", async () => {
    const anna = await tab.openClient("anna", { user: "anna", room: home, rooms: [project] });
    await anna.join(project);
    await anna.roomIs(project, "open");
    const inbox = await anna.inbox({ rooms: [project] });
    for (const [room, text] of [[home, "one"], [project, "two"], [home, "three"], [project, "four"]]) {
      await publish(room, [text], { to: ["anna"], inbox: true });
      await inbox.until(({ texts }) => texts.includes(text), text);
    }
    assert.deepEqual((await inbox.hasUnread(4)).texts, ["four", "three", "two", "one"]);
    await inbox.call("markRead", ["one", "four"]);

    assert.deepEqual((await inbox.hasUnread(2)).texts, ["four read", "three", "two", "one read"]);
    await inbox.until(({ marks }) => marks.length === 1, "marked");
    const other = await (await tab.openClient("phone", { user: "anna", room: home, rooms: [project] })).inbox({ rooms: [project] });
    assert.deepEqual((await other.until(({ texts }) => texts.length === 4, "four")).texts, ["four read", "three", "two", "one read"]);
  });

  test("two users in a tab, one after the other and with reloads, see nothing of each other and nothing twice", async () => {
    const heard = { anna: [], ben: [] };
    const visit = async (user, missed) => {
      const client = await tab.openClient(user, { user, room: home, rooms: [project], keep: true });
      await client.join(project);
      await client.roomIs(project, "open");
      const mine = [`${user} ${heard[user].length}`];
      await publish(project, mine, { to: [user] });
      const { texts, stale } = await client.roomHas(project, missed + 1);
      heard[user].push(...texts);
      assert.deepEqual(stale, []);
      await tab.leave();
      await publish(project, [`${user} away`], { to: [user] });
      await tab.load();
    };
    await visit("anna", 0);
    await visit("anna", 1);
    await visit("ben", 0);
    await visit("anna", 1);
    await visit("ben", 1);

    assert.deepEqual(heard, {
      anna: ["anna 0", "anna away", "anna 1", "anna away", "anna 3"],
      ben: ["ben 0", "ben away", "ben 1"],
    });
  });
});
