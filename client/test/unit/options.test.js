import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { connect } from "../../src/index.js";
import { URL as ADDRESS, World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const DELAYS = ["backoffBaseMs", "backoffCapMs", "stableMs", "attemptMs", "answerMs", "wakeMs", "stragglerMs"];
const RANGES = ["heartbeatMs", "renewMs", "renewRetryMs"];
const FUNCTIONS = ["onWake", "WebSocket", "setTimeout", "clearTimeout", "now", "random"];
const OTHERS = ["tokenInUrl", "storage", "storageKey", "offline", "queueLimit", "logger"];

const WRONG = {
  ...Object.fromEntries(DELAYS.map((name) => [name, [null, NaN, 0, -1, Infinity, 2 ** 31, "1000", [1, 2], {}]])),
  ...Object.fromEntries(RANGES.map((name) => [name, [null, NaN, 5, [1], [2, 1], [0, 1], [1, NaN], [1, 2, 3], "1,2", {}]])),
  ...Object.fromEntries(FUNCTIONS.map((name) => [name, [null, 7, "f", {}]])),
  tokenInUrl: [null, "yes", 1],
  storage: [null, {}, { getItem() {} }, "sessionStorage"],
  storageKey: [null, "", 7],
  offline: [null, "drop", true],
  queueLimit: [null, NaN, 0, 1.5, -1, Infinity, "100"],
  logger: [null, console.log, { warn() {} }],
  token: [undefined, null, "", 7, {}, []],
};

describe("an option", () => {
  for (const [name, values] of Object.entries(WRONG)) {
    test(`${name} that cannot be used is refused by its name`, () => {
      for (const value of values) {
        const options = { token: "t", WebSocket: world.gateway.WebSocket, [name]: value };
        assert.throws(() => connect(ADDRESS, options), (error) => error instanceof TypeError && error.message.includes(`option ${name} is `), `${name}: ${String(value)}`);
      }
    });
  }

  for (const name of [...DELAYS, ...RANGES, ...OTHERS]) {
    test(`${name} that is undefined is the default`, async () => {
      const page = await world.stablePage({ [name]: undefined });
      world.gateway.sockets[0].end(1006);
      await world.clock.advance(8 * 60_000);

      assert.equal(page.client.state, "open");
      assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "open"]);
    });
  }

  test("that does not exist is named once, and disturbs nothing", async () => {
    const page = await world.openPage({ refusalLimit: 3 });

    assert.deepEqual(page.logged, ["Passed over, since there is no such option: refusalLimit"]);
    assert.equal(page.client.state, "open");
  });

  test("that is a token is not repeated when it cannot be used", () => {
    assert.throws(() => connect(ADDRESS, { token: ["secret"] }), ({ message }) => !message.includes("secret"));
  });
});

describe("the address", () => {
  for (const address of ["", "/token", "https://host/stage", "wss://", "wss://host/stage#part", undefined, null])
    test(`${address} is refused with what was expected`, () => {
      assert.throws(() => connect(address, { token: "t" }), /WebSocketUrl, wss:\/\//);
    });

  test("may be a URL object", async () => {
    const client = connect(new URL(ADDRESS), { token: "t", WebSocket: world.gateway.WebSocket });
    await client.when("connecting");
    await world.clock.advance(0);
    client.close();

    assert.equal(world.gateway.sockets[0].url, ADDRESS);
  });

  test("with a query takes the token beside it", async () => {
    const client = connect(`${ADDRESS}?tenant=1`, { token: "t", tokenInUrl: true, WebSocket: world.gateway.WebSocket });
    await client.when("connecting");
    await world.clock.advance(0);
    client.close();

    assert.equal(world.gateway.sockets[0].url, `${ADDRESS}?tenant=1&token=t`);
  });

  test("without options is refused with what was expected", () => {
    assert.throws(() => connect(ADDRESS), /the options are undefined, expected at least \{ token \}/);
  });
});

describe("a token that cannot be used", () => {
  for (const [what, text] of Object.entries({ JSON: '{"token":"secret"}', "a page": "<!doctype html>", nothing: undefined })) {
    test(`because it is ${what} is warned about once, with the likely cause and without its text`, async () => {
      const page = world.page({ token: async () => text });

      await world.clock.advance(600_000);

      assert.equal(page.logged.length, 1);
      assert.match(page.logged[0], /^No token: /);
      assert.doesNotMatch(page.logged[0], /secret|doctype/);
    });
  }

  test("for two reasons is warned about twice", async () => {
    const answers = [new Response("", { status: 404 }), "{}"];
    const page = world.page({ token: () => answers[0].ok === false ? answers.shift() : answers[0] });

    await world.clock.advance(600_000);

    assert.equal(page.logged.length, 2);
    assert.match(page.logged[0], /answered 404/);
    assert.match(page.logged[1], /is JSON/);
  });

  test("for ever new reasons does not fill the memory", async () => {
    let count = 0;
    const page = world.page({ backoffCapMs: 100, token: () => Promise.reject(new Error(`request ${++count}`)) });

    await world.clock.advance(60_000);

    assert.ok(count > 200);
    assert.equal(page.logged.length, 50);
  });
});

describe("on a server", () => {
  test("nothing is connected or asked, and that is said once", async () => {
    const logged = [];
    let asked = 0;
    const log = (text) => logged.push(text);
    const client = connect(ADDRESS, { token: () => asked++, logger: { warn: log, error: log } });

    await new Promise(setImmediate);
    client.connect();

    assert.equal(client.state, "idle");
    assert.equal(asked, 0);
    assert.equal(logged.length, 1);
    assert.match(logged[0], /option WebSocket/);
    await assert.rejects(client.send("x"), { code: "no_websocket" });
    client.close();
    assert.equal(client.state, "closed");
  });
});
