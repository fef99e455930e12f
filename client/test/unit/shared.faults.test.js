import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { Hub } from "../../src/shared-hub.js";
import { sharedWebSocket } from "../../src/shared.js";
import { begin, browser, expected, publish, whole, world } from "../fakes/sharing.js";
import { URL, tokenFor } from "../fakes/world.js";

beforeEach(begin);

describe("tabs that share, when something fails,", () => {
  test("stay connected when an attempt to renew is refused", async () => {
    Object.defineProperty(world.gateway, "handshake", { get: () => (world.gateway.sockets.length === 2 ? "refuse" : "accept") });
    const pages = await browser.open(3);
    await world.clock.advance(130 * 60_000);
    publish(2);
    await world.clock.advance(1_000);

    whole(pages, 2);
    assert.equal(world.gateway.sockets.length, 3);
    for (const { names } of pages) assert.deepEqual(names, ["connecting", "open"]);
  });

  for (const locks of [true, false])
    test(`try again when the browser makes no socket, and leave nothing behind, with locks: ${locks}`, async () => {
      const { tab } = browser.page({ user: "8" });
      let attempts = 0;
      class WebSocket extends tab.platform.WebSocket {
        constructor(...given) {
          if (++attempts <= 3) throw new Error("SecurityError: mixed content");
          super(...given);
        }
      }
      const request = locks ? tab.platform.locks.request : () => Promise.reject(Object.assign(new Error("no"), { name: "SecurityError" }));
      const page = world.page({ token: () => tokenFor("7", "acme"), WebSocket: sharedWebSocket({ ...tab.platform, locks: { request }, WebSocket }), random: tab.random });
      await world.clock.advance(60_000);
      assert.equal(page.client.state, "open");
      assert.equal(page.states.filter(({ state }) => state === "disconnected").length, 3);
      page.client.close();
      await world.clock.advance(100);

      assert.deepEqual([...browser.channels].filter(({ name }) => !name.includes('\\"8\\"')), []);
    });

  test("get of a recovery that comes in several frames only what they asked for", async () => {
    const { gateway } = world;
    const [first] = await browser.open(1);
    publish(2);
    await world.clock.advance(20_000);
    gateway.answer = (request, socket) => {
      if (!request.room) return undefined;
      const { notifications, ...answer } = gateway.catchUp(request, {});
      if (notifications.length) socket.deliver({ notifications, data: {} });
      return { ...answer, notifications: [] };
    };
    // What the second one asks is answered last.
    gateway.workMs = ({ room }) => (room ? 300 : 600);
    gateway.requests.length = 0;
    gateway.open[0].end(1001);
    publish(5);
    while (!gateway.requests.length) await world.clock.advance(10);
    const second = browser.page();
    await world.clock.advance(2_000);

    assert.deepEqual([first.offsets, first.client.state], [expected(7), "open"]);
    assert.deepEqual([second.offsets, second.client.state], [[], "open"]);
  });

  test("hear of an error that does not say what it answers only if they have asked something", async () => {
    world.gateway.answer = ({ ref }) => ({ message: "Internal server error", connectionId: ref, ref: undefined });
    const heard = [[], []];
    const { tab } = browser.page({ user: "8" });
    const sockets = heard.map((frames) => {
      const socket = new (sharedWebSocket(tab.platform))(URL, ["hermes", `hermes.token.${tokenFor("7", "acme")}`]);
      return Object.assign(socket, { onmessage: ({ data }) => frames.push(JSON.parse(data)) });
    });
    await world.clock.advance(200);
    assert.deepEqual(sockets.map(({ readyState }) => readyState), [1, 1]);
    sockets[0].send(JSON.stringify({ action: "sendMessage", data: "x", ref: "one" }));
    await world.clock.advance(200);

    assert.deepEqual(heard, [[{ message: "Internal server error", connectionId: "one", data: {} }], []]);
  });

  test("are not led by a connection that has ended, when the lock comes late", async () => {
    const { tab } = browser.page({ user: "8" });
    const share = { ...tab.platform, hubs: new Map(), sockets: new Set() };
    const hub = new Hub(share, "late", URL, ["hermes", `hermes.token.${tokenFor("7", "acme")}`]);
    hub.close();
    hub.lead();

    assert.deepEqual([hub.leads, share.hubs.size], [false, 0]);
  });

  /** Clients of one page, on one call of `sharedWebSocket`. */
  async function clients(rooms) {
    const { tab } = browser.page({ user: "8" });
    const warnings = [];
    const WebSocket = sharedWebSocket({ ...tab.platform, logger: { warn: (text) => warnings.push(text) } });
    const pages = [];
    for (const room of rooms) {
      pages.push(world.page({ token: () => tokenFor("7", room), WebSocket, random: tab.random, setTimeout: tab.platform.setTimeout }));
      await world.clock.advance(20_000);
    }
    return { pages, warnings };
  }

  test("have as many connections in one page as it has clients for different rooms, and each is renewed", async () => {
    const { pages, warnings } = await clients(["acme", "globex"]);
    await world.clock.advance(240 * 60_000);

    for (const { names, renewals } of pages) assert.deepEqual([names, renewals], [["connecting", "open"], 2]);
    assert.deepEqual(warnings, []);
  });

  test("warn of two clients of one page that would share with each other, once", async () => {
    const { warnings } = await clients(["acme", "acme"]);
    await world.clock.advance(60_000);

    assert.match(warnings.join(), /^Two clients of this page .* replace each other's\. Expected one client for each user and home room\.$/);
  });

  test("are not taken by a connection that is gone, when they have one of their own", async () => {
    const [before] = await browser.open(1);
    const gone = new before.tab.platform.BroadcastChannel([...browser.channels][0].name);
    gone.onmessage = ({ data: { kind, hub, port } }) => kind === "attach" && !hub && gone.postMessage({ kind: "taken", hub: "gone", port });
    before.client.close();
    await world.clock.advance(100);
    const pages = await browser.open(1);
    publish(1);
    await world.clock.advance(100);

    whole(pages, 1);
  });
});
