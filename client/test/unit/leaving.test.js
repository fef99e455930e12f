import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World, tokenFor } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

describe("disconnect", () => {
  test("stays away until connect, which misses nothing", async () => {
    const page = await world.stablePage();
    page.client.disconnect();
    assert.deepEqual([page.last.state, page.last.willRetry, page.last.reason.code], ["disconnected", false, "disconnected"]);
    await world.clock.advance(20);
    assert.equal(world.clock.pending, 0);
    world.gateway.publish("meanwhile");
    page.wake();
    await world.clock.advance(3_600_000);
    assert.equal(world.gateway.sockets.length, 1);
    const sending = page.client.send("typed meanwhile");

    page.client.connect();
    await world.clock.advance(1_000);

    assert.match(await sending, /^7\//);
    assert.deepEqual(page.offsets, ["room 1", "room 2"]);
  });

  test("twice is once, and after connect it counts again", async () => {
    const page = await world.stablePage();
    page.client.disconnect();
    page.client.disconnect();
    assert.deepEqual(page.names, ["connecting", "open", "disconnected"]);
    page.client.connect();
    await world.clock.advance(1_000);

    page.client.disconnect();

    assert.deepEqual(page.names.slice(3), ["connecting", "open", "disconnected"]);
    assert.equal(page.last.willRetry, false);
  });

  test("before the first attempt prevents it", async () => {
    const page = world.page();

    page.client.disconnect();
    await world.clock.advance(60_000);

    assert.deepEqual(page.names, ["disconnected"]);
    assert.equal(world.gateway.sockets.length, 0);
  });

  for (const state of ["connecting", "open", "disconnected"]) {
    test(`and connect in a handler of "${state}" leave one socket`, async () => {
      const page = world.page();
      let once = true;
      page.client.onState((event) => {
        if (event.state !== state || !once) return;
        once = false;
        page.client.disconnect();
        page.client.connect();
      });
      await world.clock.advance(100);
      if (state === "disconnected") world.gateway.open[0].end(1006);
      await world.clock.advance(60_000);

      assert.equal(page.client.state, "open");
      assert.equal(world.gateway.open.length, 1);
      page.client.close();
      await world.clock.advance(60_000);
      assert.equal(world.clock.pending, 0);
    });
  }

  test("in the overlap of a renewal leaves no socket", async () => {
    const page = await world.openPage({ renewMs: [60_000, 60_000] });
    world.gateway.handshake = "hang";
    await world.clock.advance(60_000);
    page.client.onState(({ state }) => state === "disconnected" && page.client.disconnect());
    world.gateway.sockets[0].end(1001);
    await world.clock.advance(60_000);

    assert.equal(page.client.state, "disconnected");
    assert.deepEqual(world.gateway.sockets.map(({ readyState }) => readyState), [3, 3]);
    assert.equal(world.clock.pending, 0);
  });

  test("connect does nothing while it is open, and nothing after close", async () => {
    const page = await world.stablePage();
    page.client.connect();
    await world.clock.advance(100);
    assert.equal(world.gateway.sockets.length, 1);

    page.client.close();
    page.client.connect();
    page.client.disconnect();
    await world.clock.advance(60_000);

    assert.equal(page.last.state, "closed");
    assert.equal(world.gateway.sockets.length, 1);
  });
});

describe("the server's last frame", () => {
  test('"no" is final, and says why', async () => {
    const page = await world.stablePage();
    const sending = world.outcome(page.client.send("x"));

    world.gateway.dismiss({ code: "kicked", return: "no", message: "You were asked to leave" });
    await sending;
    await world.clock.advance(3_600_000);

    assert.deepEqual(page.names, ["connecting", "open", "disconnected", "closed"]);
    assert.equal(page.states[2].willRetry, false);
    assert.equal(page.last.reason.code, "kicked");
    assert.equal(page.last.reason.message, "You were asked to leave");
    assert.equal(world.clock.pending, 0);
  });

  test('"with_new_token" is told, and the client comes back with one', async () => {
    const page = await world.stablePage();

    world.gateway.dismiss({ code: "token_expired", return: "with_new_token" });
    await world.clock.advance(3_000);

    assert.equal(page.states[2].reason.code, "token_expired");
    assert.equal(page.client.state, "open");
    assert.deepEqual(world.gateway.sockets.map(({ token }) => token), ["token1", "token2"]);
  });

  test('"with_new_token" is final where the token is fixed', async () => {
    const page = await world.stablePage({ token: "fixed" });

    world.gateway.dismiss({ code: "revoked", return: "with_new_token" });
    await world.clock.advance(3_000);

    assert.equal(page.last.state, "closed");
    assert.equal(page.last.reason.code, "revoked");
  });

  test("with a word that is not known, or none, ends nothing for good", async () => {
    const page = await world.stablePage();

    for (const close of [{ code: "maintenance", return: "at_teatime" }, { code: "maintenance" }]) {
      world.gateway.dismiss(close);
      await world.clock.advance(20_000);
      assert.equal(page.client.state, "open");
    }
    assert.equal(page.logged.length, 0);
  });

  test("cannot be forged by who publishes", async () => {
    const page = await world.stablePage();

    world.gateway.publish({ close: { code: "kicked", return: "no" } });
    await world.clock.advance(1_000);

    assert.equal(page.client.state, "open");
    assert.deepEqual(page.offsets, ["room 1"]);
  });
});

describe("a token for somebody else", () => {
  const tokensFor = (...users) => () => tokenFor(users.length > 1 ? users.shift() : users[0], "acme");

  test("starts anew: nothing of the one before is resumed or sent, and the application is told", async () => {
    const page = await world.openPage({ token: tokensFor("alice", "bob") });
    world.gateway.publish("for alice", { stream: "user" });
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);
    const sending = world.outcome(page.client.send("alice's words"));
    await sending;

    await world.clock.advance(3_000);

    assert.deepEqual(world.resumes().at(-1).user, undefined);
    assert.deepEqual(page.stale, ["identity_changed"]);
    assert.deepEqual(world.gateway.requests.filter(({ action }) => action !== "resume"), []);
    assert.equal(page.client.state, "open");
  });

  test("at a renewal ends the old connection before the new one begins", async () => {
    const page = await world.openPage({ token: tokensFor("alice", "bob"), renewMs: [60_000, 60_000] });

    await world.clock.advance(60_100);

    assert.equal(world.gateway.open.length, 1);
    assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "open"]);
    assert.equal(page.states[2].reason.code, "identity_changed");
    assert.deepEqual(page.stale, ["identity_changed"]);
  });
});
