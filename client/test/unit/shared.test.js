import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { sharedWebSocket } from "../../src/shared.js";
import { begin, browser, expected, others, owner, publish, whole, world } from "../fakes/sharing.js";
import { URL, tokenFor } from "../fakes/world.js";

beforeEach(begin);

describe("tabs that share", () => {
  test("have one connection, and each gets everything once, in order", async () => {
    const pages = await browser.open(10);
    publish(5);
    await world.clock.advance(20_000);

    whole(pages, 5);
    assert.equal(world.gateway.sockets.length, 1);
    for (const { names } of pages) assert.deepEqual(names, ["connecting", "open"]);
  });

  test("send as if the connection was their own", async () => {
    const pages = await browser.open(3);
    const sending = pages.map(({ client }) => client.send({ type: "chat", data: "x" }));
    await world.clock.advance(200);

    for (const id of await Promise.all(sending)) assert.match(id, /^7\//);
    whole(pages, 3);
    world.gateway.answer = ({ action }) => (action === "sendMessage" ? { error: { code: "not_allowed", message: "no" } } : undefined);
    const refused = assert.rejects(others(pages)[0].client.send("y"), { code: "not_allowed" });
    await world.clock.advance(200);
    await refused;
  });

  test("go on when the owner is closed", async () => {
    const pages = await browser.open(4);
    publish(2);
    await world.clock.advance(100);
    const gone = owner(pages);
    gone.client.close();
    publish(3);
    await world.clock.advance(5_000);

    whole(pages.filter((page) => page !== gone), 5);
    assert.equal(world.gateway.sockets.length, 2);
  });

  test("go on when the owner has crashed, and what was sent meanwhile arrives once", async () => {
    const pages = await browser.open(4);
    publish(2);
    await world.clock.advance(100);
    const gone = owner(pages);
    const left = others(pages);
    const sending = left.map(({ client }) => client.send("y"));
    gone.tab.crash();
    publish(3);
    await world.clock.advance(5_000);

    assert.equal((await Promise.all(sending)).length, 3);
    whole(left, 8);
  });

  test("take the connection over from an owner that says nothing any more, which uses theirs when it is back", async () => {
    const pages = await browser.open(4);
    publish(2);
    await world.clock.advance(100);
    const asleep = owner(pages);
    asleep.tab.sleep(true);
    publish(3);
    await world.clock.advance(40_000);
    const awake = pages.filter((page) => page !== asleep);
    for (const page of awake) assert.deepEqual(page.offsets, expected(5));
    asleep.tab.sleep(false);
    await world.clock.advance(90_000);
    publish(1);
    await world.clock.advance(1_000);

    whole(pages, 6);
    assert.notEqual(owner(pages), asleep);
  });

  test("move from a connection that was replaced, though they were not told", async () => {
    const pages = await browser.open(3);
    for (const { tab } of pages) tab.deaf = "here";
    await world.clock.advance(102 * 60_000);
    const before = owner(pages);
    await world.clock.advance(60_000);
    for (const { tab } of pages) tab.deaf = undefined;
    publish(2);
    await world.clock.advance(60_000);

    assert.equal(owner(pages), before);
    whole(pages, 2);
    for (const { renewals, names } of pages) assert.deepEqual([renewals >= 1, names], [true, ["connecting", "open"]]);
  });

  test("move from a connection that was stolen, though nobody says by whom", async () => {
    const pages = await browser.open(2);
    const [asleep] = [owner(pages)];
    asleep.tab.deaf = "here";
    asleep.tab.sleep(true);
    await world.clock.advance(40_000);
    asleep.tab.sleep(false);
    await world.clock.advance(70_000);
    publish(2);
    await world.clock.advance(1_000);

    whole(pages, 2);
  });

  test("are rid of what does not move from a connection that was replaced", async () => {
    const [gone] = await browser.open(1);
    gone.client.close();
    await world.clock.advance(100);
    const socket = new (sharedWebSocket(gone.tab.platform))(URL, ["hermes", `hermes.token.${tokenFor("7", "acme")}`]);
    const closed = [];
    socket.onclose = ({ code }) => closed.push(code);
    await world.clock.advance(100);
    const pages = await browser.open(2);
    gone.tab.sleep(true);
    await world.clock.advance(40_000);
    gone.tab.sleep(false);
    await world.clock.advance(30_000);
    assert.deepEqual(closed, [], "it may take its time");
    await world.clock.advance(40_000);

    assert.deepEqual(closed, [1006]);
    whole(pages, 0);
  });

  test("are told of the end by the server, all of them", async () => {
    const pages = await browser.open(3);
    world.gateway.dismiss({ code: "kicked", return: "no" });
    await world.clock.advance(60_000);

    for (const { last } of pages) assert.deepEqual([last.state, last.reason.code], ["closed", "kicked"]);
    assert.equal(world.gateway.sockets.length, 1);
    assert.equal(browser.holders.size, 0);
    assert.equal(browser.channels.size, 0);
  });

  test("connect again together when the connection is lost", async () => {
    const pages = await browser.open(5);
    world.gateway.open[0].end(1001);
    publish(4);
    await world.clock.advance(5_000);

    whole(pages, 4);
    assert.equal(world.gateway.sockets.length, 2);
  });

  test("try again, each by itself, as long as nobody is let in", async () => {
    world.gateway.handshake = "refuse";
    const pages = await browser.open(3);
    await world.clock.advance(60_000);
    for (const { client } of pages) assert.equal(client.state === "open", false);
    world.gateway.handshake = "accept";
    publish(1);
    await world.clock.advance(60_000);
    publish(1);
    await world.clock.advance(100);

    assert.equal(world.gateway.open.length, 1);
    for (const { client } of pages) assert.equal(client.state, "open");
  });

  test("renew the connection before its end, and nobody is ever without one", async () => {
    const pages = await browser.open(4);
    await world.clock.advance(60_000);
    for (let minute = 0; minute < 130; minute++) {
      publish(1);
      await world.clock.advance(60_000);
    }

    whole(pages, 130);
    for (const { names, renewals } of pages) {
      assert.deepEqual(names, ["connecting", "open"]);
      assert.ok(renewals >= 1);
    }
    assert.equal(world.gateway.sockets.length, 2);
  });

  test("leave nothing behind", async () => {
    const pages = await browser.open(3);
    await world.clock.advance(20_000);
    for (const { client } of pages) client.close();
    await world.clock.advance(1_000);

    assert.equal(world.gateway.open.length, 0);
    assert.deepEqual([browser.holders.size, browser.waiting.length, browser.channels.size, world.clock.pending], [0, 0, 0, 0]);
  });
});

describe("tabs do not share", () => {
  const connections = async (...options) => {
    for (const one of options) await browser.open(1, one);
    return world.gateway.open.map(({ claims }) => claims.user_id);
  };

  test("with another user, room or rights", async () => {
    assert.deepEqual(await connections({ user: "7" }, { user: "7" }, { user: "8" }, { user: "7", room: "other" }, { user: "7", claims: { send: false } }, { user: "7", claims: { rooms: ["a"] } }), ["7", "8", "7", "7", "7"]);
  });

  test("when the token does not say for whom it is, unless the page does", async () => {
    const pages = [...(await browser.open(2, { user: {} })), ...(await browser.open(2, { user: {}, key: "user 7 in acme" }))];
    publish(1);
    await world.clock.advance(100);

    assert.equal(world.gateway.open.length, 3);
    for (const { offsets } of pages) assert.deepEqual(offsets, ["room 1"]);
  });

  test("with another user who has the same key, whatever the token names the user by", async () => {
    const key = "portal";
    const named = (claims) => ({ key, user: undefined, room: undefined, claims, token: () => tokenFor(undefined, undefined, claims) });
    await connections({ key }, { key, user: "8" }, { key, room: "other" }, named({ sub: "anna" }), named({ sub: "ben" }), named({ sub: "ben", iss: "b" }));
    await connections({ key }, named({ sub: "ben" }));

    assert.equal(world.gateway.open.length, 6);
  });

  test("with who logs in as somebody else: nothing of the other arrives", async () => {
    world.gateway.tellsUsersApart = true;
    let user = "7";
    const [anna] = await browser.open(1);
    const [changing] = await browser.open(1, { token: () => tokenFor(user, "acme") });
    user = "8";
    changing.client.disconnect();
    changing.client.connect();
    await world.clock.advance(500);
    world.gateway.publish("for 8", { stream: "user", user: "8" });
    world.gateway.publish("for 7", { stream: "user", user: "7" });
    await world.clock.advance(100);

    assert.deepEqual([anna, changing].map(({ received }) => received.map(({ data }) => data)), [["for 7"], ["for 8"]]);
    assert.deepEqual(changing.stale, ["identity_changed"]);
  });
});

describe("where tabs cannot share", () => {
  const WebSocket = class {};

  test("each has a connection of its own: without locks or channels, and where the browser refuses locks", async () => {
    const locks = { request: () => Promise.reject(Object.assign(new Error("no"), { name: "SecurityError" })) };
    assert.equal(sharedWebSocket({ WebSocket, locks: null }), WebSocket);
    assert.equal(sharedWebSocket({ WebSocket, locks: {}, BroadcastChannel: null }), WebSocket);
    const pages = [browser.page(), browser.page()];
    for (const { tab } of pages) tab.platform.locks.request = locks.request;
    await world.clock.advance(1_000);
    publish(2);
    await world.clock.advance(100);

    assert.equal(world.gateway.open.length, 2);
    for (const { offsets } of pages) assert.deepEqual(offsets, expected(2));
  });

  test("on a server there is nothing", () => assert.equal(sharedWebSocket(), undefined));

  test("a key that cannot be one is named", () => {
    for (const key of ["", 7, null, {}]) assert.throws(() => sharedWebSocket({ key }), /the option key is/);
  });
});
