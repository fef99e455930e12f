import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { URL, World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

describe("attempts", () => {
  test("a token function may close the client", async () => {
    let reached = 0;
    const page = world.page({
      token: () => {
        reached++;
        page.client.close();
        throw new Error("logged out");
      },
    });

    await world.clock.advance(600_000);

    assert.equal(reached, 1);
    assert.deepEqual(page.names, ["connecting", "closed"]);
    assert.equal(world.clock.pending, 0);
  });

  test("a handshake that hangs is abandoned and tried again", async () => {
    world.gateway.handshake = "hang";
    const page = world.page();

    await world.clock.advance(20_001);
    world.gateway.handshake = "accept";
    await world.clock.advance(5_000);

    assert.equal(page.states[1].reason.code, "attempt_timeout");
    assert.deepEqual(page.names, ["connecting", "disconnected", "connecting", "open"]);
  });

  test("a token that never comes is abandoned, and is ignored when it comes late", async () => {
    let late;
    const tokens = [new Promise((resolve) => (late = resolve)), "second"];
    const page = world.page({ token: () => tokens.shift() });

    await world.clock.advance(25_000);
    late("first");
    await world.clock.advance(1_000);

    assert.equal(page.states[1].reason.code, "attempt_timeout");
    assert.deepEqual(world.gateway.sockets.map(({ token }) => token), ["second"]);
    assert.equal(page.client.state, "open");
  });

  test("the token is offered as a subprotocol and stands in no address", async () => {
    await world.openPage();

    const [{ url, protocols }] = world.gateway.sockets;
    assert.equal(url, URL);
    assert.deepEqual(protocols, ["hermes", "hermes.token.token1"]);
  });

  test("the token can stand in the address instead, and is offered nowhere then", async () => {
    await world.openPage({ tokenInUrl: true });

    const [{ url, protocols }] = world.gateway.sockets;
    assert.equal(url, `${URL}?token=token1`);
    assert.deepEqual(protocols, []);
  });

  test("each attempt has a fresh token", async () => {
    world.gateway.handshake = "refuse";
    world.page();

    await world.clock.advance(6_000);

    assert.deepEqual(world.gateway.sockets.map(({ token }) => token), ["token1", "token2", "token3"]);
  });

  test("the delays double up to the cap, and the widest is jittered too", async () => {
    world.gateway.handshake = "refuse";
    const draws = [];
    const page = world.page({ random: () => draws.push(0) && [0.1, 0.9][draws.length % 2] });

    await world.clock.advance(300_000);

    const delays = page.states.filter(({ state }) => state === "disconnected").map(({ delayMs }) => Math.round(delayMs));
    const windows = delays.slice(0, 8).map((delay, index) => Math.min(30_000, 2_000 * 2 ** index));
    delays.slice(0, 8).forEach((delay, index) => assert.ok(delay <= windows[index], `${delay} in ${windows[index]}`));
    assert.deepEqual(new Set(delays.slice(4)), new Set([3_000, 27_000]));
  });

  test("a connection that opens and dies at once does not reset the delay", async () => {
    const page = await world.openPage();

    for (let round = 0; round < 4; round++) {
      world.gateway.open[0].end(1006);
      await world.clock.advance(page.last.delayMs + 100);
    }

    const delays = page.states.filter(({ state }) => state === "disconnected").map(({ delayMs }) => delayMs);
    assert.deepEqual(delays, [1_000, 2_000, 4_000, 8_000]);
  });

  test("a connection that still answers after ten seconds does", async () => {
    const page = await world.openPage();
    world.gateway.open[0].end(1006);
    await world.clock.advance(1_100);

    await world.clock.advance(11_000);
    world.gateway.open[0].end(1006);

    assert.equal(page.last.delayMs, 1_000);
  });

  test("a socket that cannot be made is a failed attempt", async () => {
    class Refusing {
      constructor() {
        throw new Error("mixed content");
      }
    }
    const page = await world.openPage({ WebSocket: Refusing });

    assert.equal(page.last.reason.code, "handshake_failed");
    assert.match(page.last.reason.message, /mixed content/);
  });

  test("a server that cannot resume is a failed attempt", async () => {
    world.gateway.answer = () => ({ error: { code: "internal", message: "no table" } });
    const page = await world.openPage();

    assert.equal(page.last.reason.code, "resume_failed");
    assert.match(page.last.reason.message, /no table/);
    assert.equal(world.gateway.open.length, 0);
  });

  test("the gateway's own error frame during the attempt is a failed attempt", async () => {
    world.gateway.answer = () => ({ message: "Internal server error", connectionId: "a=", requestId: "b=", ref: undefined });
    const page = await world.openPage();

    assert.equal(page.last.reason.code, "resume_failed");
    assert.match(page.last.reason.message, /Internal server error/);
  });
});

describe("refusals", () => {
  const refusedWith = (status) => () => Promise.reject(Object.assign(new Error("logged out"), { status }));

  for (const status of [401, 403]) {
    test(`a token refused with ${status} is asked for once more, then the client stops and says why`, async () => {
      let asked = 0;
      const page = world.page({ token: () => (asked++, refusedWith(status)()) });

      await world.clock.advance(600_000);

      assert.equal(asked, 2);
      assert.deepEqual(page.names, ["connecting", "disconnected", "closed"]);
      assert.equal(page.states[1].willRetry, false);
      assert.equal(page.last.reason.code, "token_refused");
      assert.match(page.last.reason.message, /logged out/);
      assert.deepEqual(page.logged, ["No token: logged out"]);
      assert.equal(world.clock.pending, 0);
    });
  }

  test("a token refused once and then given is used", async () => {
    const answers = [refusedWith(401), () => "fresh"];
    const page = await world.openPage({ token: () => answers.shift()() });

    assert.equal(page.client.state, "open");
    assert.equal(world.gateway.sockets[0].token, "fresh");
  });

  test("a rejected token fetch is a failed attempt, never the end", async () => {
    const answers = [() => Promise.reject(new TypeError("Failed to fetch")), () => "fresh"];
    const page = world.page({ token: () => answers.shift()() });

    await world.clock.advance(5_000);

    assert.equal(page.states[1].reason.code, "token_failed");
    assert.match(page.states[1].reason.message, /Failed to fetch/);
    assert.equal(page.client.state, "open");
  });

  test("handshakes refused for a day end nothing, and the page is back when the gateway is", async () => {
    world.gateway.handshake = "refuse";
    const page = world.page();
    await world.clock.advance(24 * 3_600_000);
    assert.equal(page.last.willRetry, true);

    world.gateway.handshake = "accept";
    await world.clock.advance(31_000);

    assert.equal(page.client.state, "open");
    assert.ok(!page.names.includes("closed"));
  });

  test("handshakes refused five times, each with a fresh token, are worth one warning", async () => {
    world.gateway.handshake = "refuse";
    const page = world.page();

    await world.clock.advance(3_600_000);

    assert.equal(page.logged.length, 1);
    assert.match(page.logged[0], /WebSocketUrl/);
  });
});
