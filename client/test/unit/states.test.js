import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

describe("states", () => {
  test("idle - connecting - open", async () => {
    const page = world.page();
    assert.equal(page.client.state, "idle");

    await world.clock.advance(100);

    assert.deepEqual(page.names, ["connecting", "open"]);
    assert.equal(page.client.state, "open");
  });

  test("open only after the server has answered where the streams are", async () => {
    world.gateway.answer = () => "none";
    const page = await world.openPage();

    assert.equal(world.gateway.open.length, 1);
    assert.deepEqual(page.names, ["connecting"]);
  });

  test("open - disconnected - connecting - open after the server closes", async () => {
    const page = await world.openPage();

    world.gateway.sockets[0].end(1001);
    const { state, willRetry, delayMs, reason } = page.last;
    await world.clock.advance(5_000);

    assert.deepEqual({ state, willRetry, delayMs }, { state: "disconnected", willRetry: true, delayMs: 1_000 });
    assert.equal(reason.code, "connection_lost");
    assert.match(reason.message, /1001/);
    assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "open"]);
  });

  test("closing is final and leaves no timer, no listener and no socket", async () => {
    const page = await world.stablePage();

    page.client.close();
    await world.clock.advance(20);
    assert.equal(world.clock.pending, 0);
    await world.clock.advance(3 * 3_600_000);

    assert.deepEqual(page.names, ["connecting", "open", "closed"]);
    assert.equal(page.last.reason.code, "closed");
    assert.equal(page.wake, undefined);
    assert.equal(world.gateway.open.length, 0);
    assert.equal(world.gateway.sockets.length, 1);
  });

  for (const [when, prepare] of Object.entries({
    "before the first attempt": async () => {},
    "while the token is fetched": (page) => world.clock.advance(0),
    "during the handshake": (page) => world.clock.advance(5),
    "before the first answer": (page) => world.clock.advance(25),
    "before it is stable": (page) => world.clock.advance(100),
    "while waiting for the next attempt": async () => {
      await world.clock.advance(100);
      world.gateway.sockets[0].end(1006);
    },
  })) {
    test(`closed ${when}, it stays closed`, async () => {
      const page = world.page();
      await prepare(page);

      page.client.close();
      page.client.close();
      await world.clock.advance(20);
      assert.equal(world.clock.pending, 0);
      await world.clock.advance(600_000);

      assert.equal(page.names.filter((name) => name === "closed").length, 1);
      assert.equal(page.last.state, "closed");
      assert.equal(world.clock.pending, 0);
      assert.equal(world.gateway.open.length, 0);
    });
  }

  for (const state of ["connecting", "open", "disconnected"]) {
    test(`a handler of "${state}" may close`, async () => {
      const page = world.page();
      page.client.onState((event) => event.state === state && page.client.close());

      await world.clock.advance(100);
      world.gateway.sockets[0]?.end(1006);
      await world.clock.advance(600_000);

      assert.equal(page.last.state, "closed");
      assert.equal(world.clock.pending, 0);
      assert.equal(world.gateway.open.length, 0);
    });
  }
});

describe("waking", () => {
  test("tries at once while waiting", async () => {
    const page = await world.openPage();
    world.gateway.sockets[0].end(1006);

    page.wake();
    await world.clock.advance(100);

    assert.equal(page.client.state, "open");
    await world.clock.advance(5_000);
    assert.equal(world.gateway.sockets.length, 2, "the planned attempt was replaced");
  });

  test("finds out that an open socket is dead", async () => {
    const page = await world.stablePage();
    world.gateway.deaf = true;

    page.wake();
    await world.clock.advance(20_001);

    assert.equal(page.last.state, "disconnected");
    assert.equal(page.last.reason.code, "silent");
  });

  test("asks once, however often it happens", async () => {
    const page = await world.stablePage();
    world.gateway.requests.length = 0;

    for (let times = 0; times < 5; times++) page.wake();
    await world.clock.advance(1_000);

    assert.equal(world.gateway.requests.length, 1);
  });

  test("disturbs no attempt that is under way", async () => {
    const page = world.page();
    await world.clock.advance(5);

    page.wake();
    await world.clock.advance(1_000);

    assert.equal(world.gateway.sockets.length, 1);
    assert.deepEqual(page.names, ["connecting", "open"]);
  });
});

describe("old sockets", () => {
  test("an abandoned socket that opens later is closed and says nothing", async () => {
    world.gateway.handshake = "hang";
    const page = world.page();
    await world.clock.advance(1);
    const [old] = world.gateway.sockets;
    old.close = () => (old.closed = true);
    await world.clock.advance(20_000);
    assert.equal(old.closed, true);
    world.gateway.handshake = "accept";
    await world.clock.advance(5_000);
    const before = page.names.length;

    old.onopen?.({});
    old.onmessage?.({ data: JSON.stringify(world.gateway.publish("ghost", { lose: true })) });
    old.onclose?.({ code: 1006 });
    await world.clock.advance(100);

    assert.equal(page.names.length, before);
    assert.deepEqual(page.offsets, []);
  });

  test("the socket of a closed client says nothing", async () => {
    const page = await world.openPage();
    world.gateway.publish("too late");
    page.client.close();

    await world.clock.advance(1_000);

    assert.deepEqual(page.offsets, []);
    assert.equal(page.last.state, "closed");
  });
});
