import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

describe("an outage", () => {
  for (const [what, handshake] of [["refuses", "refuse"], ["swallows", "hang"]]) {
    test(`of an hour that ${what} handshakes, with somebody who switches tabs, ends nothing: every page is back`, async () => {
      const pages = await Promise.all([1, 2, 3, 4].map(() => world.stablePage({ random: Math.random })));
      world.gateway.publish("before");
      await world.clock.advance(100);
      world.gateway.handshake = handshake;
      for (const socket of world.gateway.open) socket.end(1006);
      for (let second = 0; second < 3_600; second += 3) {
        pages[0].wake();
        await world.clock.advance(3_000);
      }
      const sending = pages[1].client.send("typed meanwhile");
      world.gateway.publish("meanwhile");

      world.gateway.handshake = "accept";
      await world.clock.advance(60_000);

      for (const page of pages) {
        assert.equal(page.client.state, "open");
        assert.deepEqual(page.received.map(({ data }) => data), ["before", "meanwhile", "typed meanwhile"]);
        assert.deepEqual(page.stale, []);
      }
      await sending;
    });
  }
});

describe("offline", () => {
  test("ends an open connection at once, and says why", async () => {
    const page = await world.stablePage();

    page.offline();

    assert.equal(page.last.state, "disconnected");
    assert.equal(page.last.willRetry, true);
    assert.equal(page.last.reason.code, "offline");
  });

  test("ends an attempt, so that the network's return finds none in its way", async () => {
    world.gateway.handshake = "hang";
    const page = await world.openPage();
    page.offline();
    world.gateway.handshake = "accept";

    page.wake();
    await world.clock.advance(100);

    assert.equal(page.client.state, "open");
  });

  test("is not believed for ever: attempts go on", async () => {
    const page = await world.stablePage();

    page.offline();
    await world.clock.advance(3_000);

    assert.equal(page.client.state, "open");
  });

  test("and back again and again is followed each time", async () => {
    const page = await world.stablePage();

    for (let times = 0; times < 3; times++) {
      page.offline();
      page.wake();
      await world.clock.advance(100);
      assert.equal(page.client.state, "open");
    }
  });

  test("changes nothing for a client that waits, has left or is closed", async () => {
    const page = await world.stablePage();
    world.gateway.sockets[0].end(1006);
    const waiting = page.states.length;
    page.offline();
    assert.equal(page.states.length, waiting);
    page.client.disconnect();
    page.offline();

    assert.equal(page.last.reason.code, "disconnected");
  });
});

describe("a wake", () => {
  test("twenty times a minute asks three times", async () => {
    const page = await world.stablePage();
    const asked = world.resumes().length;

    for (let times = 0; times < 20; times++) {
      page.wake();
      await world.clock.advance(3_000);
    }

    assert.equal(world.resumes().length - asked, 3);
  });

  test("is no attempt each time", async () => {
    const page = await world.stablePage({ backoffBaseMs: 3_600_000, backoffCapMs: 3_600_000 });
    world.gateway.handshake = "refuse";
    world.gateway.sockets[0].end(1006);

    for (let times = 0; times < 20; times++) {
      page.wake();
      await world.clock.advance(3_000);
    }

    assert.equal(world.gateway.sockets.length - 1, 3);
  });

  test("after a clock was set back still looks", async () => {
    let shift = 0;
    const page = await world.stablePage({ now: () => world.clock.now() + shift });
    page.wake();
    await world.clock.advance(100);
    const asked = world.resumes().length;

    shift = -3_600_000;
    page.wake();
    await world.clock.advance(100);

    assert.equal(world.resumes().length, asked + 1);
  });
});

describe("a promise for a state", () => {
  test("is kept when the state comes, and at once if it is there", async () => {
    const page = world.page();
    const open = page.client.when("open");
    assert.equal(await world.outcome(open), "pending");

    await world.clock.advance(100);

    assert.equal(await world.outcome(open), "resolved");
    assert.equal(await world.outcome(page.client.when("open")), "resolved");
  });

  test("is broken with the reason when the client is closed, or already was", async () => {
    const page = world.page({ token: () => new Response("", { status: 401 }) });
    const open = page.client.when("open");
    const closed = page.client.when("closed");
    const seen = Promise.all([world.outcome(open), world.outcome(closed)]);
    await world.clock.advance(100);
    await seen;

    assert.equal(await world.outcome(open), "token_refused");
    assert.equal(await world.outcome(closed), "resolved");
    assert.equal(await world.outcome(page.client.when("open")), "token_refused");
  });

  test("leaves no listener at the signal", async () => {
    const page = world.page();
    const listeners = new Set();
    const signal = { aborted: false, addEventListener: (_, listener) => listeners.add(listener), removeEventListener: (_, listener) => listeners.delete(listener) };
    const open = page.client.when("open", { signal });
    assert.equal(listeners.size, 1);

    await world.clock.advance(100);
    await open;

    assert.equal(listeners.size, 0);
  });

  test("can be given up", async () => {
    world.gateway.handshake = "hang";
    const page = world.page();
    const giveUp = new AbortController();
    const open = page.client.when("open", { signal: giveUp.signal });
    assert.equal(await world.outcome(open), "pending");

    giveUp.abort("enough");

    assert.equal(await world.outcome(open), "enough");
    assert.equal(await world.outcome(page.client.when("open", { signal: giveUp.signal })), "enough");
  });
});

describe("a state", () => {
  test("is told to a handler that comes late", async () => {
    const page = await world.openPage();
    world.gateway.sockets[0].end(1006);
    const heard = [];

    page.client.onState(({ state, reason }) => heard.push(state, reason.code));

    assert.deepEqual(heard, ["disconnected", "connection_lost"]);
  });

  test("after a renewal is still open", async () => {
    const page = await world.openPage({ renewMs: [60_000, 60_000] });

    await world.clock.advance(75_000);

    assert.equal(page.renewals, 1);
    assert.deepEqual(page.names, ["connecting", "open"]);
  });
});

describe("an attempt that is given up", () => {
  test("aborts the token function's signal", async () => {
    const signals = [];
    const page = world.page({ token: ({ signal }) => (signals.push(signal), new Promise(() => {})) });
    await world.clock.advance(10);
    assert.equal(signals[0].aborted, false);

    await world.clock.advance(20_000);
    assert.equal(signals[0].aborted, true);
    page.client.close();

    assert.ok(signals.every(({ aborted }) => aborted));
  });
});
