/** A tab that Chromium freezes to save energy gives the shared connection away. Against a running stack. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CONSOLE, EXECUTABLE, FLAGS, SKIPPED, api, publish, until } from "./browser.js";
import { Devtools } from "./devtools.js";

const numbered = (count, word) => Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
const expected = (count) => Array.from({ length: count }, (_, index) => `room ${index + 1}`);

describe("a frozen tab", { skip: SKIPPED, timeout: 300_000 }, () => {
  /** @type {Devtools} */
  let devtools;
  before(async () => (devtools = await Devtools.launch(EXECUTABLE, FLAGS)));
  after(() => devtools?.close());

  const room = `frozen-${Date.now()}`;

  async function open() {
    const page = await devtools.page(`${CONSOLE}/client/test/browser/page.html`);
    const { WebSocketUrl } = await api("outputs");
    const run = async (expression) => (await page("Runtime.evaluate", { expression, returnByValue: true })).result.value;
    const record = () => run("window.tests.record('anna')");
    await until(() => run("!!window.tests"), Boolean, "the page");
    await run(`window.tests.open(${JSON.stringify(WebSocketUrl)}, "anna", { user: "anna", room: ${JSON.stringify(room)}, shared: true })`);
    await until(record, ({ state }) => state === "open", "open");
    const freeze = (frozen) => page("Page.setWebLifecycleState", { state: frozen ? "frozen" : "active" });
    return { record, freeze, has: (count) => until(record, ({ texts }) => texts.length >= count, `${count} notifications`, 240_000) };
  }

  const one = () => until(() => api(`connections?room=${room}`), ({ length }) => length === 1, "one connection");

  test("gives the connection to another, and has missed nothing when it is thawed", async () => {
    const tabs = [await open(), await open(), await open()];
    await publish(room, numbered(5, "before"));
    for (const tab of tabs) await tab.has(5);
    const [owner, ...others] = tabs;
    assert.equal((await owner.record()).sockets, 1);

    await owner.freeze(true);
    await until(others[0].record, ({ states, state }) => state === "open" && states.length > 2, "another goes on");
    await publish(room, numbered(5, "meanwhile"));
    for (const tab of others) assert.deepEqual((await tab.has(10)).offsets, expected(10));
    await one();
    const frozen = await owner.record();
    assert.deepEqual([frozen.state, frozen.texts.length], ["disconnected", 5]);
    await owner.freeze(false);

    for (const tab of tabs) {
      const { offsets, stale } = await tab.has(10);
      assert.deepEqual(offsets, expected(10));
      assert.deepEqual(stale, []);
    }
    await one();
  });
});
