/** The page of a running stack, in Chromium. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";
import { CONSOLE, SKIPPED, contextOf, inRoom, launch } from "./browser.js";

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describe("the page of the stack", { skip: SKIPPED, timeout: 600_000 }, () => {
  let browser;
  let page;
  let errors;

  before(async () => (browser = await launch()));
  after(() => browser?.close());
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(errors, []);
  });

  /** Both browsers of it are connected. */
  async function open(viewport, colorScheme = "light") {
    errors = [];
    page = await (await contextOf(browser, { viewport, colorScheme, permissions: ["clipboard-read", "clipboard-write"] })).newPage();
    page.on("pageerror", ({ message }) => errors.push(message));
    await inRoom(page, `demo-${Date.now()}`);
    await page.goto(`${CONSOLE}/client/demo/?user=demo-${Date.now()}`);
    for (const name of ["left", "right"]) await page.getByRole("region", { name: `Browser ${name}` }).getByText("Live.").waitFor();
  }

  const press = (name) => page.getByRole("button", { name, exact: true }).click();
  const told = () => page.locator("#told[data-done]");

  /** @returns {Promise<string>} what the story came to */
  async function story(name) {
    await press(name);
    await told().waitFor({ timeout: 180_000 });
    return told().textContent();
  }

  async function axe() {
    await page.evaluate(await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
    const { violations } = await page.evaluate(() => window.axe.run(document, { rules: { "color-contrast": { enabled: true } } }));
    return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ").slice(0, 400)}`);
  }

  const scrollsSideways = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

  test("one button tells the story: cut off, fifty published, back, nothing missing", async () => {
    await open(WIDE);

    assert.equal(await story("Show me"), "All 50 are in the left browser, each once, in the order of the room. Nothing is missing.");
    assert.equal(await page.locator("#left-number").textContent(), "50 of 50");
    assert.equal(await story("Show me"), "All 50 are in the left browser, each once, in the order of the room. Nothing is missing.");
  });

  test("who misses four hundred is told that they are lost, and goes on", async () => {
    await open(WIDE);
    const said = await story("Miss 400");

    assert.match(said, /^400 were missed, more than the 300 .* onStale\("not_recovered"\): none of them was delivered, .* the next one has arrived\.$/);
    assert.equal(await page.locator("#left-number").textContent(), "0 of 400");
    await page.getByText("An application would load its state again now.").waitFor();
  });

  test("the code and the command can be copied", async () => {
    await open(WIDE);
    const copied = async (name) => {
      await press(name);
      await page.getByText("Copied.").first().waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };

    assert.match(await copied("Copy the code"), /^import \{ connect \} from "hermes-notifications";\n[^]*ws:\/\/localhost:\d+\//);
    assert.match(await copied("Copy the command"), /^\.\/hermes publish .*--room acme --user terminal '\{"type":"chat"/);
  });

  test("no name of a figure is cut off", async () => {
    for (const viewport of [WIDE, PHONE]) {
      if (viewport === PHONE) await page.context().close();
      await open(viewport);
      const cut = await page.locator(".figure span").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > one.parentElement.getBoundingClientRect().right).map(({ textContent }) => textContent));
      assert.deepEqual(cut, []);
    }
  });

  for (const colorScheme of ["light", "dark"])
    for (const [name, viewport] of [["wide", WIDE], ["on a phone", PHONE]])
      test(`axe finds nothing serious in it, ${name} and ${colorScheme}, with its story told and something in the inbox`, async () => {
        await open(viewport, colorScheme);
        await press(await page.locator("#notify").textContent());
        await page.getByRole("button", { name: "Inbox, 1 unread" }).first().waitFor();
        await story("Show me");
        await page.getByText("Everything that happened").first().click();
        await page.getByRole("region", { name: "Browser right" }).getByRole("button", { name: "Cut the network" }).click();

        assert.deepEqual(await axe(), []);
        assert.equal(await scrollsSideways(), false);
      });
});
