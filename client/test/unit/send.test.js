import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const sends = () => world.gateway.requests.filter(({ action }) => action !== "resume");

/** What became of a promise, once the clock has moved. */
async function outcome(promise, ms = 1_000) {
  let result = { pending: true };
  promise.then(
    (id) => (result = { id }),
    (error) => (result = { code: error.code, message: error.message }),
  );
  await world.clock.advance(ms);
  return result;
}

describe("a send", () => {
  test("resolves with the id the server gave", async () => {
    const page = await world.openPage();

    const { id } = await outcome(page.client.send({ type: "t", data: 1 }));

    assert.equal(id, `7/${sends()[0].ref}`);
    assert.deepEqual(page.received[0].data, { type: "t", data: 1 });
  });

  test("carries its addressees, and the queue if that is asked for", async () => {
    const page = await world.openPage();

    await outcome(page.client.send("a", { to: ["9", 7], queued: true }));
    await outcome(page.client.send("b"));

    assert.deepEqual(sends().map(({ action, to }) => [action, to]), [
      ["sendMessageToSQS", ["9", 7]],
      ["sendMessage", undefined],
    ]);
  });

  test("rejects with the server's reason", async () => {
    const page = await world.openPage();
    world.gateway.answer = () => ({ error: { code: "not_allowed", message: "This token may listen only." } });

    const result = await outcome(page.client.send("x"));

    assert.deepEqual(result, { code: "not_allowed", message: "This token may listen only." });
  });

  test("has a ref of the allowed form, never used before, also across clients", async () => {
    const pages = await Promise.all([world.openPage({ random: Math.random }), world.openPage({ random: () => 0 })]);

    for (const { client } of pages) for (let times = 0; times < 50; times++) client.send("x");
    await world.clock.advance(1_000);

    const refs = world.gateway.requests.map(({ ref }) => ref);
    assert.equal(new Set(refs).size, refs.length);
    for (const ref of refs) assert.match(ref, /^[A-Za-z0-9_-]{1,64}$/);
  });

  test("larger than a frame is refused, since the gateway would end the connection for it", async () => {
    const page = await world.openPage();

    const fits = await outcome(page.client.send("x".repeat(32_000)));
    const tooLarge = await outcome(page.client.send("€".repeat(11_000)));

    assert.ok(fits.id);
    assert.equal(tooLarge.code, "too_large");
    assert.match(tooLarge.message, /32768/);
  });

  test("that is no JSON is refused", async () => {
    const page = await world.openPage();
    const loop = {};
    loop.self = loop;

    await assert.rejects(page.client.send(loop), TypeError);
    assert.deepEqual(sends(), []);
  });
});

describe("offline", () => {
  test("sends wait, in order, and go out when the connection is back", async () => {
    const page = world.page();
    const results = ["a", "b", "c"].map((data) => page.client.send(data));

    await world.clock.advance(1_000);

    assert.equal((await Promise.all(results)).length, 3);
    assert.deepEqual(page.received.map(({ data }) => data), ["a", "b", "c"]);
  });

  test("sends are refused where the option says so", async () => {
    const page = world.page({ offline: "refuse" });

    assert.equal((await outcome(page.client.send("x"), 0)).code, "offline");
    await world.clock.advance(1_000);
    assert.deepEqual(sends(), []);
  });

  test("the queue is bounded", async () => {
    world.gateway.handshake = "hang";
    const page = world.page({ queueLimit: 2 });

    page.client.send("a").catch(() => {});
    page.client.send("b").catch(() => {});

    assert.equal((await outcome(page.client.send("c"), 0)).code, "queue_full");
  });

  test("what was not answered before the connection was lost is repeated and delivered once", async () => {
    const page = await world.stablePage();
    const promise = page.client.send("x");
    await world.clock.advance(12);
    world.gateway.sockets[0].end(1006);

    const { id } = await outcome(promise, 5_000);

    assert.equal(sends().length, 2);
    assert.equal(sends()[0].ref, sends()[1].ref);
    assert.ok(id);
    assert.equal(page.received.length, 1);
  });

  test("closing rejects what waits, and everything later", async () => {
    world.gateway.handshake = "hang";
    const page = world.page();
    const waiting = outcome(page.client.send("x"), 10);
    page.client.close();

    assert.equal((await waiting).code, "closed");
    await assert.rejects(page.client.send("y"), { code: "closed" });
    assert.equal(world.clock.pending, 0);
  });
});

describe("the order", () => {
  const inOrder = (count) => Array.from({ length: count }, (_, at) => at + 1);
  const appended = (page) => page.received.map(({ data }) => data);

  test("is that of the calls, although invocations overtake each other", async () => {
    const page = await world.openPage();
    let slow = 400;
    world.gateway.workMs = ({ action }) => (action === "resume" ? 0 : (slow -= 10));

    const sent = inOrder(40).map((data) => page.client.send(data));
    await world.clock.advance(40 * 450);
    await Promise.all(sent);

    assert.deepEqual(appended(page), inOrder(40));
  });

  test("is that of the calls for what was typed offline too", async () => {
    const page = await world.stablePage();
    world.gateway.sockets[0].end(1006);
    let slow = 100;
    world.gateway.workMs = ({ action }) => (action === "resume" ? 0 : (slow -= 10));

    for (const data of inOrder(8)) page.client.send(data);
    await world.clock.advance(10_000);

    assert.deepEqual(appended(page), inOrder(8));
  });

  test("stays when connections are lost, renewed and slow all the while", async () => {
    const page = await world.openPage({ backoffBaseMs: 100, renewMs: [3_000, 3_000], stableMs: 500 });
    let turn = 0;
    world.gateway.workMs = ({ action }) => (action === "resume" ? 0 : (turn++ * 37) % 90);

    const sent = [];
    for (const data of inOrder(90)) {
      sent.push(page.client.send(data));
      await world.clock.advance(100);
      if (data % 11 === 0) world.gateway.open[0]?.end(1006);
    }
    await world.clock.advance(20_000);

    assert.equal((await Promise.all(sent)).length, 90);
    assert.deepEqual(appended(page), inOrder(90));
  });

  test("one that is refused does not hold up those after it", async () => {
    const page = await world.openPage();
    world.gateway.answer = ({ data }) => (data === 1 ? { error: { code: "invalid_to", message: "no" } } : undefined);

    const results = await Promise.all([1, 2].map((data) => outcome(page.client.send(data))));

    assert.equal(results[0].code, "invalid_to");
    assert.deepEqual(appended(page), [2]);
  });

  test("forty that nobody waits for take five answers: the first, and ten together four times", async () => {
    const page = await world.openPage();

    for (const data of inOrder(40)) page.client.send(data);
    await world.clock.advance(5 * 20 + 20);

    assert.deepEqual(appended(page), inOrder(40));
  });
});

describe("without an answer", () => {
  test("connections that are lost use up no tries", async () => {
    const page = await world.stablePage({ backoffBaseMs: 100 });
    world.gateway.answer = ({ action }) => (action === "sendMessage" ? "none" : undefined);
    const sending = page.client.send("x");
    for (let flap = 0; flap < 12; flap++) {
      world.gateway.open[0].end(1006);
      await world.clock.advance(page.last.delayMs + 100);
    }
    world.gateway.answer = () => undefined;
    world.gateway.open[0].end(1006);

    const { id } = await outcome(sending, 30_000);

    assert.ok(id);
  });

  test("connections that turn out to be dead use up no tries either", async () => {
    const page = await world.stablePage({ backoffBaseMs: 100 });
    const sending = page.client.send("x");
    for (let hole = 0; hole < 6; hole++) {
      world.gateway.deaf = true;
      while (page.client.state === "open") await world.clock.advance(1_000);
      world.gateway.deaf = false;
      while (page.client.state !== "open") await world.clock.advance(5);
    }

    const { id } = await outcome(sending, 30_000);

    assert.ok(id);
  });

  test("what waits does not shorten the wait for the next attempt", async () => {
    const page = await world.stablePage({ backoffBaseMs: 3_600_000, backoffCapMs: 3_600_000 });
    world.gateway.deaf = true;
    page.client.send("x").catch(() => {});
    world.gateway.sockets[0].end(1006);

    await world.clock.advance(1_700_000);

    assert.equal(world.gateway.sockets.length, 1);
  });

  test("an answered send leaves nothing behind that asks", async () => {
    const page = await world.stablePage();
    await outcome(page.client.send("x"));
    const asked = world.gateway.requests.length;

    await world.clock.advance(60_000);

    assert.equal(world.gateway.requests.length, asked);
  });

  test("a send is repeated, not for ever, and then says so", async () => {
    const page = await world.stablePage();
    world.gateway.answer = ({ action }) => (action === "sendMessage" ? "none" : undefined);

    const result = await outcome(page.client.send("x"), 200_000);

    assert.equal(result.code, "unanswered");
    assert.equal(sends().length, 5);
    assert.deepEqual(page.names, ["connecting", "open"], "the connection answers other questions");
  });

  test("the gateway's error frame makes it come sooner", async () => {
    const page = await world.stablePage();
    let failures = 2;
    world.gateway.answer = ({ action }) =>
      action === "sendMessage" && failures-- > 0
        ? { message: "Internal server error", connectionId: "a=", requestId: "b=", ref: undefined }
        : undefined;

    const result = await outcome(page.client.send("x"), 5_000);

    assert.ok(result.id);
    assert.equal(sends().length, 3);
  });

  test("the last of the gateway's messages is told", async () => {
    const page = await world.stablePage();
    world.gateway.answer = ({ action }) =>
      action === "sendMessage" ? { message: "Endpoint request timed out", connectionId: "a=", requestId: "b=", ref: undefined } : undefined;

    const result = await outcome(page.client.send("x"), 200_000);

    assert.equal(result.code, "unanswered");
    assert.match(result.message, /Endpoint request timed out/);
  });

  test("a dead socket is found, and the send goes out on the next one", async () => {
    const page = await world.stablePage();
    world.gateway.deaf = true;
    const promise = page.client.send("x");
    await world.clock.advance(41_000);
    assert.ok(page.names.includes("disconnected"));
    world.gateway.deaf = false;

    const { id } = await outcome(promise, 30_000);

    assert.ok(id);
  });
});
