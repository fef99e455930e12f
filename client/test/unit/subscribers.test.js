import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { Subscribers } from "../../src/subscribers.js";
import { World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

describe("subscribers", () => {
  test("get the inner data and the notification, by type and for all types", async () => {
    const page = await world.openPage();
    const calls = [];
    page.client.on("backup.completed", (data, { offset }) => calls.push(["typed", data, offset]));
    page.client.on("other", () => calls.push(["other"]));
    page.client.on("*", (data) => calls.push(["all", data]));

    world.gateway.publish({ type: "backup.completed", data: { job: 42 } });
    await world.clock.advance(100);

    assert.deepEqual(calls, [["typed", { job: 42 }, 1], ["all", { job: 42 }]]);
  });

  test("any JSON as data reaches those of all types, and a type cannot pose as all or as a state", async () => {
    const page = await world.openPage();
    const states = page.names.length;

    for (const data of [null, 7, "text", [1], { type: 3 }, { type: "*" }, { type: "closed" }, { type: "__proto__" }]) world.gateway.publish(data);
    await world.clock.advance(100);

    assert.equal(page.received.length, 8);
    assert.equal(page.names.length, states);
    assert.deepEqual(page.logged, []);
  });

  test("one that throws or rejects is reported and disturbs nobody", async () => {
    const page = await world.openPage();
    page.client.on("t", () => {
      throw new Error("mine");
    });
    page.client.on("t", () => Promise.reject(new Error("later")));
    const heard = [];
    page.client.on("t", (data) => heard.push(data));

    world.gateway.publish({ type: "t", data: 1 });
    world.gateway.publish({ type: "t", data: 2 });
    await world.clock.advance(100);

    assert.deepEqual(heard, [1, 2]);
    assert.deepEqual(page.offsets, ["room 1", "room 2"]);
    assert.equal(page.logged.filter((line) => line.includes("mine")).length, 2);
    assert.equal(page.logged.filter((line) => line.includes("later")).length, 2);
  });

  test("a removed one is silent, even if another removed it just before", async () => {
    const page = await world.openPage();
    const heard = [];
    page.client.on("t", () => removeSecond());
    const removeSecond = page.client.on("t", () => heard.push("second"));
    const same = () => heard.push("same");
    const removeOne = page.client.on("t", same);
    page.client.on("t", same);
    removeOne();
    removeOne();

    world.gateway.publish({ type: "t" });
    await world.clock.advance(100);

    assert.deepEqual(heard, ["same"]);
  });

  test("one that closes is the last to be called", async () => {
    const page = await world.openPage();
    const heard = [];
    page.client.on("t", () => page.client.close());
    page.client.on("t", () => heard.push("after"));

    world.gateway.publish({ type: "t" });
    world.gateway.publish({ type: "t" });
    await world.clock.advance(100);

    assert.deepEqual(heard, []);
    assert.deepEqual(page.offsets, []);
  });

  test("that are removed leave nothing behind, however many names there were", (t) => {
    const set = t.mock.method(Map.prototype, "set");
    const subscribers = new Subscribers(console);
    subscribers.add("first", () => {})();
    const [{ this: handlers }] = set.mock.calls;
    t.mock.restoreAll();
    for (let type = 0; type < 1_000; type++) subscribers.add(`type ${type}`, () => {})();

    assert.equal(handlers.size, 0);
  });

  test("one that is removed late does not remove those that came after it", async () => {
    const page = await world.openPage();
    const heard = [];
    const removeFirst = page.client.on("t", () => heard.push("first"));
    removeFirst();
    page.client.on("t", () => heard.push("second"));
    removeFirst();

    world.gateway.publish({ type: "t" });
    await world.clock.advance(100);

    assert.deepEqual(heard, ["second"]);
  });

  test("a handler that is no function is refused", () => {
    assert.throws(() => world.page().client.on("t", undefined), /undefined is no function/);
  });
});

describe("the client", () => {
  /** As Vue's `reactive` and Pinia do: every object that is read through it is wrapped too. */
  const reactive = (target) =>
    new Proxy(target, {
      get(of, name, receiver) {
        const value = Reflect.get(of, name, receiver);
        return typeof value === "object" && value !== null ? reactive(value) : value;
      },
    });

  test("works inside a proxy, and its functions without it", async () => {
    const page = await world.openPage();
    const heard = [];
    const client = reactive({ client: page.client }).client;
    const { on, send, when } = client;
    client.on("t", (data) => heard.push(data));
    on("t", (data) => heard.push(data));

    const sending = send({ type: "t", data: 1 });
    await world.clock.advance(100);

    assert.match(await sending, /^7\//);
    await when("open");
    assert.deepEqual(heard, [1, 1]);
    assert.equal(client.state, "open");
    client.close();
    assert.equal(client.state, "closed");
  });
});
