import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { tokenFor, World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const MINUTE = 60_000;
/** The middle of 90 to 115 minutes, which the page's constant randomness draws. */
const RENEWAL = 102.5 * MINUTE;

/** Up to the moment when the second socket is open and resumed, but not yet stable. */
async function overlapping() {
  const page = await world.openPage();
  await world.clock.advance(RENEWAL);
  assert.equal(world.gateway.open.length, 2);
  return page;
}

test("the second socket is stable before the first one is closed", async () => {
  const page = await overlapping();
  const [first, second] = world.gateway.sockets;
  await world.clock.advance(9_000);
  assert.equal(first.readyState, 1);

  await world.clock.advance(2_000);

  assert.equal(first.readyState, 3);
  assert.equal(second.readyState, 1);
  assert.notEqual(first.token, second.token);
  assert.deepEqual(page.names, ["connecting", "open"]);
  assert.equal(page.renewals, 1);
});

test("every client draws its own moment between 90 and 115 minutes", async () => {
  const early = await world.openPage({ random: () => 0 });
  await world.clock.advance(91 * MINUTE);
  assert.equal(early.renewals, 1);
  early.client.close();

  const late = await world.openPage({ random: () => 0.9999 });
  await world.clock.advance(114 * MINUTE);
  assert.equal(late.renewals, 0);
  await world.clock.advance(2 * MINUTE);
  assert.equal(late.renewals, 1);
});

/** By the clocks of page and issuer, which differ by as much. */
const tokenOf = (claims) => () => tokenFor("7", "acme", claims(Math.floor(world.clock.now() / 1_000)));

for (const [what, claims] of [
  ["its exp", (now) => ({ exp: now + 600 })],
  ["the time between its iat and exp, where the page's clock is behind", (now) => ({ iat: now + 4_000, exp: now + 4_600 })],
  ["the time between its iat and exp, where the page's clock is ahead", (now) => ({ iat: now - 4_600, exp: now - 4_000 })],
  ["its session, whatever its exp", (now) => ({ exp: now + 20, session: 600 })],
]) {
  test(`a token whose connection ends after ten minutes, by ${what}, is replaced before`, async () => {
    const page = await world.openPage({ token: tokenOf(claims) });

    await world.clock.advance(7 * MINUTE);
    assert.equal(page.renewals, 0);
    await world.clock.advance(2 * MINUTE);
    assert.equal(page.renewals, 1);
    await world.clock.advance(9 * MINUTE);
    assert.equal(page.renewals, 2);
    assert.deepEqual(page.names, ["connecting", "open"]);
  });
}

test("a token that ends after the gateway's two hours changes nothing", async () => {
  const page = await world.openPage({ token: tokenOf((now) => ({ iat: now, exp: now + 12 * 3_600 })) });

  await world.clock.advance(RENEWAL - MINUTE);
  assert.equal(page.renewals, 0);
  await world.clock.advance(2 * MINUTE);
  assert.equal(page.renewals, 1);
});

test("a token of a second is replaced every five at most", async () => {
  await world.openPage({ token: tokenOf((now) => ({ exp: now + 1 })) });

  await world.clock.advance(10 * MINUTE);

  assert.ok(world.gateway.sockets.length <= 121, `${world.gateway.sockets.length} handshakes`);
});

test("a fixed token is not replaced by itself before it ends", async () => {
  const page = await world.openPage({ token: tokenOf((now) => ({ exp: now + 600 }))() });

  await world.clock.advance(RENEWAL - MINUTE);

  assert.equal(page.renewals, 0);
});

test("nothing is lost or doubled while both deliver", async () => {
  const page = await world.openPage();
  await world.clock.advance(RENEWAL - 1_000);

  for (let round = 0; round < 140; round++) {
    world.gateway.publish("x", { lateMs: (round * 37) % 90 });
    await world.clock.advance(100);
  }

  assert.equal(page.renewals, 1);
  assert.deepEqual(page.offsets, Array.from({ length: 140 }, (_, at) => `room ${at + 1}`));
  assert.deepEqual(page.stale, []);
});

test("a second socket that fails leaves the first alone and is tried again", async () => {
  const page = await world.openPage();
  world.gateway.handshake = "refuse";
  await world.clock.advance(RENEWAL);
  assert.equal(page.renewals, 0);

  world.gateway.handshake = "accept";
  await world.clock.advance(3 * MINUTE);

  assert.deepEqual(page.names, ["connecting", "open"]);
  assert.equal(page.renewals, 1);
});

test("a token refused for the second socket ends nothing before the first one ends", async () => {
  let allowed = true;
  const token = () => (allowed ? "t" : Promise.reject(Object.assign(new Error("logged out"), { status: 403 })));
  const page = await world.openPage({ token });
  allowed = false;
  await world.clock.advance(RENEWAL + 10 * MINUTE);
  assert.deepEqual(page.names, ["connecting", "open"]);

  world.gateway.open[0].end(1001);
  await world.clock.advance(MINUTE);

  assert.equal(page.last.reason.code, "token_refused");
  assert.equal(world.clock.pending, 0);
});

test("one that falls due while disconnected waits for the next connection", async () => {
  const page = await world.openPage();
  await world.clock.advance(RENEWAL - MINUTE);
  world.gateway.handshake = "hang";
  world.gateway.sockets[0].end(1006);
  let most = 0;
  for (let second = 0; second < 120; second++) {
    await world.clock.advance(1_000);
    most = Math.max(most, world.gateway.sockets.filter(({ readyState }) => readyState === 0).length);
  }

  assert.equal(most, 1);
  assert.equal(page.renewals, 0);
});

test("a send that the dying first has not answered goes out on the second", async () => {
  const page = await overlapping();
  const sending = page.client.send("hello");
  await world.clock.advance(5);
  world.gateway.answer = ({ action }) => (action === "resume" ? undefined : "none");
  await world.clock.advance(6);
  world.gateway.answer = () => undefined;

  world.gateway.sockets[0].end(1001);
  await world.clock.advance(100);

  assert.match(await sending, /^7\//);
  assert.equal(page.renewals, 1);
});

test("if the first dies when the second is ready, nobody notices", async () => {
  const page = await overlapping();

  world.gateway.sockets[0].end(1001);
  world.gateway.publish("x");
  await world.clock.advance(MINUTE);

  assert.deepEqual(page.names, ["connecting", "open"]);
  assert.equal(page.renewals, 1);
  assert.deepEqual(page.offsets, ["room 1"]);
  assert.equal(world.gateway.sockets.length, 2);
});

test("if the first dies before the second is ready, the second is the next attempt", async () => {
  const page = await world.openPage();
  world.gateway.handshake = "hang";
  await world.clock.advance(RENEWAL);
  const [first, second] = world.gateway.sockets;

  first.end(1001);
  assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting"]);
  second.readyState = 1;
  second.onopen({});
  await world.clock.advance(MINUTE);

  assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "open"]);
  assert.equal(world.gateway.sockets.length, 2);
});

test("if the second dies before it is stable, the first goes on", async () => {
  const page = await overlapping();

  world.gateway.sockets[1].end(1006);
  world.gateway.publish("x");
  await world.clock.advance(100);

  assert.deepEqual(page.names, ["connecting", "open"]);
  assert.deepEqual(page.offsets, ["room 1"]);
});

test("waking between the two leaves no socket behind", async () => {
  const page = await world.openPage();
  world.gateway.handshake = "hang";
  await world.clock.advance(RENEWAL);
  page.client.onState(({ state }) => state === "disconnected" && page.wake());
  world.gateway.handshake = "accept";

  world.gateway.sockets[0].end(1001);
  await world.clock.advance(MINUTE);

  assert.equal(page.last.state, "open");
  assert.equal(world.gateway.open.length, 1);
  page.client.close();
  await world.clock.advance(MINUTE);
  assert.equal(world.clock.pending, 0);
});

test("closing in the overlap closes both and leaves no timer", async () => {
  const page = await overlapping();

  page.client.close();
  await world.clock.advance(3 * 60 * MINUTE);

  assert.equal(world.gateway.open.length, 0);
  assert.equal(world.gateway.sockets.length, 2);
  assert.equal(world.clock.pending, 0);
});

test("a day of it leaves one socket and no more timers than an hour", async () => {
  const page = await world.openPage();
  await world.clock.advance(60 * MINUTE);
  const timers = world.clock.pending;

  await world.clock.advance(24 * 60 * MINUTE);

  assert.equal(world.gateway.open.length, 1);
  assert.ok(world.clock.pending <= timers + 1, `${world.clock.pending} timers`);
  assert.ok(page.renewals >= 12);
  assert.deepEqual(page.stale, []);
});

test("a send answered on the old socket during the overlap is answered", async () => {
  const page = await overlapping();

  const id = await Promise.all([page.client.send("hello"), world.clock.advance(12_000)]);

  assert.match(id[0], /^7\//);
  assert.equal(page.received.length, 1);
});
