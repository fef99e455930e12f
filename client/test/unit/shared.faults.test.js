import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { begin, browser, publish, whole, world } from "../fakes/sharing.js";

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
