/** The bell in Chromium, under a policy that allows no inline script or style and no HTML. No stack has to run. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { SKIPPED, contextOf, launch } from "./browser.js";

const CLIENT = new URL("../../", import.meta.url);
const TYPES = { ".html": "text/html", ".js": "text/javascript" };
const MAP = /<script type="importmap">(.*)<\/script>/;

/** @returns {Promise<import("node:http").Server>} */
async function serve() {
  const hash = createHash("sha256").update((await readFile(new URL("test/browser/bell.html", CLIENT), "utf8")).match(MAP)[1]).digest("base64");
  const policy = `default-src 'self'; script-src 'self' 'sha256-${hash}'; img-src 'self' data:; require-trusted-types-for 'script'`;
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const body = await readFile(new URL(`.${pathname}`, CLIENT)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(pathname)] ?? "text/plain", "content-security-policy": policy });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const numbered = (count) => Array.from({ length: count }, (_, index) => ({ type: "backup", title: `Backup ${index + 1}`, body: "It took 42 seconds." }));

describe("the bell in Chromium", { skip: SKIPPED, timeout: 600_000 }, () => {
  let server;
  let address;
  let browser;
  let page;
  let errors;

  before(async () => {
    [server, browser] = await Promise.all([serve(), launch()]);
    address = `http://127.0.0.1:${server.address().port}/test/browser/bell.html`;
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(errors, []);
  });
  beforeEach(() => open());

  /** A page that is ready; nothing is shown in it yet. */
  async function open(options) {
    await page?.context().close();
    errors = [];
    page = await (await contextOf(browser, options)).newPage();
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(address);
    await page.waitForFunction(() => window.page);
  }

  /** The bell on the page, with these notifications in its inbox. */
  async function shown(all = [], attributes = {}) {
    await page.evaluate(async ([all, attributes]) => {
      const { bell, client, publish, shown } = window.page;
      publish(all);
      for (const [name, value] of Object.entries(attributes)) bell.setAttribute(name, value);
      bell.client = client;
      shown();
    }, [all, attributes]);
    if (all.length) await button(`${attributes.label ?? "Notifications"}, ${all.length} new`).waitFor();
  }

  const button = (name) => page.getByRole("button", { name, exact: true });
  const panel = () => page.getByRole("dialog", { name: "Notifications" });
  const items = () => panel().getByRole("listitem");
  const told = () => page.evaluate(() => window.page.events);
  const state = () => page.evaluate(() => ({ unread: window.page.inbox.unread, unseen: window.page.inbox.unseen, archived: window.page.inbox.streams.inbox.archived.size }));
  const is = (expected) => page.waitForFunction((expected) => {
    const { inbox } = window.page;
    return JSON.stringify({ unread: inbox.unread, unseen: inbox.unseen }) === JSON.stringify(expected);
  }, expected);
  const focused = () => page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute("aria-label") || element?.textContent || element?.getAttribute("part");
  });

  async function axe() {
    await page.evaluate(await readFile(new URL("node_modules/axe-core/axe.min.js", CLIENT), "utf8"));
    const { violations } = await page.evaluate(() => window.axe.run(document));
    return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ").slice(0, 400)}`);
  }

  /** For those who look. @param {string} name */
  async function picture(name) {
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/bell-${name}.png` });
  }

  test("counts, opens, marks seen, and says so", async () => {
    await shown(numbered(120));
    assert.equal(await page.locator("hermes-bell").locator('[part="badge"]').textContent(), "99+");

    await button("Notifications, 120 new").click();
    await items().first().waitFor();

    assert.equal(await items().count(), 20);
    await is({ unread: 120, unseen: 0 });
    await button("Notifications, 120 unread").waitFor();
    assert.deepEqual((await told())[0].slice(0, 1), ["hermes-open"]);
    await button("Load more").click();
    await page.waitForFunction(() => window.page.bell.shadowRoot.querySelectorAll("li").length === 40);
    await button("Mark all read").click();
    await is({ unread: 0, unseen: 0 });
    await button("Notifications, 0 unread").waitFor();
  });

  test("an item that is chosen is read, and its link followed, unless the page goes its own way", async () => {
    await shown([{ title: "Here", url: "#here" }, { title: "There", url: "#there" }, { title: "Nowhere" }]);
    await button("Notifications, 3 new").click();
    await items().filter({ hasText: "Nowhere" }).getByRole("button").first().click();
    await is({ unread: 2, unseen: 0 });

    await page.getByRole("link", { name: /\bHere/ }).click();
    await page.waitForURL(/#here$/);
    await panel().waitFor({ state: "hidden" });
    await page.evaluate(() => window.page.cancels());
    await button("Notifications, 1 unread").click();
    await page.getByRole("link", { name: /\bThere/ }).click();

    await is({ unread: 0, unseen: 0 });
    assert.match(page.url(), /#here$/);
    const chosen = (await told()).filter(([type]) => type === "hermes-item");
    assert.deepEqual(chosen, [["hermes-item", "Nowhere", ""], ["hermes-item", "Here", `${address}#here`], ["hermes-item", "There", `${address}#there`]]);
  });

  test("actions are links, or events for the page", async () => {
    await shown([{ title: "Deploy 7 waits", actions: [{ label: "Approve", type: "deploy.approve" }, { label: "Look", url: "#deploy" }] }]);
    await button("Notifications, 1 new").click();

    await page.getByRole("button", { name: "Approve" }).click();
    await page.evaluate(() => window.page.cancels());
    await page.getByRole("link", { name: "Look" }).click();

    assert.deepEqual((await told()).slice(1), [["hermes-action", "Deploy 7 waits", "deploy.approve"], ["hermes-action", "Deploy 7 waits", `${address}#deploy`]]);
    assert.equal(page.url(), address);
    await is({ unread: 0, unseen: 0 });
  });

  test("by keyboard only: open, read, take back, archive, close", async () => {
    await shown(numbered(3));
    await page.locator("#before").focus();
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Notifications, 3 new");
    await page.keyboard.press("Enter");
    await items().first().waitFor();
    const path = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("Tab");
      path.push(await focused());
    }
    assert.deepEqual(path.map((name) => name.slice(0, 23)), ["Mark all read", "Close", "UnreadBackup 3It took 4", "Mark as read: Backup 3", "Archive: Backup 3"]);

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    await is({ unread: 2, unseen: 0 });
    assert.equal(await focused(), "Mark as unread: Backup 3");
    await page.keyboard.press("Space");
    await is({ unread: 3, unseen: 0 });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await is({ unread: 2, unseen: 0 });
    assert.match(await focused(), /Backup 2/, "the one below has the focus");
    await page.keyboard.press("Escape");
    await panel().waitFor({ state: "hidden" });
    assert.equal(await focused(), "Notifications, 2 unread");
  });

  test("the last one that is archived leaves the focus in the panel, and Tab past its end closes it", async () => {
    await shown(numbered(1));
    await button("Notifications, 1 new").click();
    await button("Archive: Backup 1").click();
    await page.getByText("Nothing here yet.").waitFor();
    await page.waitForFunction(() => window.page.inbox.streams.inbox.archived.size === 1);
    assert.equal(await page.evaluate(() => window.page.bell.shadowRoot.activeElement.id), "panel");

    // Mark all read is disabled: Close, and then the page.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");

    assert.equal(await focused(), "After");
    await panel().waitFor({ state: "hidden" });
  });

  test("a click elsewhere closes it; inline it stays", async () => {
    await shown(numbered(1));
    await button("Notifications, 1 new").click();
    await items().first().waitFor();
    await page.getByText("What the page is about.").click();
    await panel().waitFor({ state: "hidden" });

    await page.evaluate(() => window.page.bell.setAttribute("inline", ""));
    await button("Notifications, 1 unread").click();
    await page.getByRole("heading", { name: "An application" }).click();
    await page.keyboard.press("Escape");
    assert.equal(await panel().isVisible(), true);
  });

  test("is to assistive technology a button with a number, and a dialog with a list", async () => {
    await shown([{ title: "Deploy 7", url: "#7", actions: [{ label: "Approve", type: "a" }] }, { type: "odd", x: 1 }]);
    await button("Notifications, 2 new").click();
    await items().first().waitFor();
    await button("Mark as read: odd").click();
    await button("Mark as unread: odd").waitFor();

    const tree = (await page.locator("#place").ariaSnapshot()).replaceAll(address, "");
    assert.equal(tree, `- button "Notifications, 1 unread" [expanded]
- status
- dialog "Notifications":
  - heading "Notifications" [level=2]
  - button "Mark all read"
  - button "Close"
  - list "Notifications":
    - listitem:
      - button "odd now":
        - text: odd
        - time: now
      - 'button "Mark as unread: odd"'
      - 'button "Archive: odd"'
    - listitem:
      - link "Unread Deploy 7 now":
        - /url: #7
        - text: Unread Deploy 7
        - time: now
      - 'button "Mark as read: Deploy 7"'
      - 'button "Archive: Deploy 7"'
      - button "Approve"`);
  });

  test("what comes is announced, once for many", async () => {
    await shown(numbered(1));
    await page.evaluate(() => {
      const live = window.page.bell.shadowRoot.querySelector('.hidden[role="status"]');
      window.heard = [];
      new MutationObserver(() => live.textContent && window.heard.push(live.textContent)).observe(live, { childList: true, subtree: true });
      window.page.publish(Array(50).fill({ title: "more" }));
    });

    await page.waitForFunction(() => window.heard.length);

    assert.deepEqual(await page.evaluate(() => window.heard), ["50 new notifications"]);
    await button("Notifications, 51 new").waitFor();
  });

  for (const colorScheme of ["light", "dark"])
    test(`axe finds nothing, ${colorScheme}: closed, empty, full, offline`, async () => {
      await open({ colorScheme, reducedMotion: "reduce" });
      await shown();
      await button("Notifications, 0 unread").click();
      await page.getByText("Nothing here yet.").waitFor();
      assert.deepEqual(await axe(), []);
      await picture(`${colorScheme}-empty`);
      await page.evaluate((all) => window.page.publish(all), [...numbered(30), { title: "Deploy 7 waits for you", icon: "🚀", body: "Two people have looked at it.", url: "#7", actions: [{ label: "Approve", type: "a" }, { label: "Look", url: "#x" }] }]);
      await items().first().waitFor();
      await button("Mark as read: Backup 30").click();
      await button("Mark as unread: Backup 30").waitFor();
      assert.deepEqual(await axe(), []);
      await picture(`${colorScheme}-full`);
      await page.evaluate(() => window.page.cut());
      await page.getByText("No connection.").waitFor();
      assert.deepEqual(await axe(), []);
      await picture(`${colorScheme}-offline`);
      await page.keyboard.press("Escape");
      await page.evaluate(() => window.page.bell.close());
      assert.deepEqual(await axe(), []);
    });

  test("of several rooms shows those that there are, and is offline with the first", async () => {
    await page.evaluate((all) => {
      const { bell, client, publish, shown, gateway } = window.page;
      gateway.rooms.mayJoin = (room) => room !== "secret";
      publish(all);
      window.page.sources = [client, client.room("secret"), client.room("project-9")];
      bell.client = window.page.sources;
      shown();
    }, numbered(3));
    await button("Notifications, 3 new").click();
    await items().nth(2).waitFor();
    const after = (change) => page.evaluate((change) => {
      const { bell, sources } = window.page;
      bell.client = { same: [...sources], empty: [], incomplete: [sources[0], undefined], whole: sources }[change];
      return [bell.shadowRoot.querySelectorAll("li").length, bell.client?.length];
    }, change);
    assert.deepEqual(await after("same"), [3, 3]);
    for (const none of ["empty", "incomplete"]) assert.deepEqual(await after(none), [0, undefined]);
    await after("whole");
    await items().nth(2).waitFor();
    await button("Mark all read").click();
    await is({ unread: 0, unseen: 0 });
    assert.equal(await page.getByText("could not be").count(), 0);
    await page.evaluate(() => window.page.cut());

    await page.getByText("No connection.").waitFor();
  });

  test("with filters it shows the unread and the archived too, and takes one back from the archive", async () => {
    await shown(numbered(3), { filters: "" });
    await button("Notifications, 3 new").click();
    const showing = async (name, titles) => {
      await button(name).click();
      await page.waitForFunction((titles) => JSON.stringify([...window.page.bell.shadowRoot.querySelectorAll('[part="title"]')].map(({ textContent }) => textContent)) === JSON.stringify(titles), titles);
    };
    await button("Archive: Backup 3").click();
    await button("Mark as read: Backup 2").click();

    await showing("Unread", ["Backup 1"]);
    await showing("Archived", ["Backup 3"]);
    assert.equal(await page.getByRole("group", { name: "Show" }).getByRole("button", { pressed: true }).textContent(), "Archived");
    assert.equal(await focused(), "Archived");
    assert.deepEqual(await axe(), []);
    await page.evaluate((all) => window.page.publish(all), [{ title: "Later" }]);
    await button("Notifications, 1 new").waitFor();
    assert.deepEqual(await state(), { unread: 2, unseen: 1, archived: 1 }, "who looks at the archive has not seen it");
    await button("Move back to the inbox: Backup 3").click();
    await page.getByText("Nothing here yet.").waitFor();
    await showing("All", ["Later", "Backup 3", "Backup 2", "Backup 1"]);
    await is({ unread: 3, unseen: 0 });
    await button("Archive: Later").click();
    await showing("Archived", ["Later"]);
    await page.evaluate(() => window.page.bell.removeAttribute("filters"));
    await items().filter({ hasText: "Backup 1" }).waitFor();
    assert.equal(await items().filter({ hasText: "Later" }).count(), 0, "what cannot be chosen is not shown");
  });

  test("hostile data does nothing but show its text", async () => {
    const script = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";
    const urls = ["javascript:window.pwned=1", "java\tscript:window.pwned=1", "data:text/html,<script>opener.pwned=1</script>"];
    const requests = [];
    await shown([
      { title: script, body: script, type: script, actions: [{ label: script, type: script }] },
      ...urls.map((url) => ({ title: "link", url, icon: url, actions: [{ label: "do", url }] })),
      { title: "x".repeat(1_000_000), body: "\u202Eevil ".repeat(100_000) },
      { title: "\u202E\u2066desrever", icon: "https://tracker.example/a.png" },
      { title: { toString: 1 }, body: [1], url: {}, icon: 7, actions: "all" },
      null, 7, "text", [], { data: { data: { data: {} } } }, { type: "Z\u0351\u0352\u0353\u0354".repeat(300) },
    ]);
    page.on("request", (request) => requests.push(request.url()));
    await button("Notifications, 13 new").click();
    await items().first().waitFor();

    assert.equal(await items().count(), 13);
    for (const item of await items().all()) await item.locator(".main").click();
    await is({ unread: 0, unseen: 0 });

    const found = await page.evaluate(() => {
      const root = window.page.bell.shadowRoot;
      return { scripts: root.querySelectorAll("script, img, iframe").length, links: root.querySelectorAll("a").length, longest: root.querySelector("#panel").textContent.length, pwned: window.pwned };
    });
    assert.deepEqual({ ...found, longest: found.longest < 10_000 }, { scripts: 0, links: 0, longest: true, pwned: undefined });
    assert.ok(await items().filter({ hasText: script }).count());
    assert.deepEqual(requests, []);
    const overflow = await page.evaluate(() => {
      const scroll = window.page.bell.shadowRoot.querySelector(".scroll");
      return scroll.scrollWidth - scroll.clientWidth;
    });
    assert.equal(overflow, 0, "nothing sticks out");
    await picture("hostile");
  });

  test("a thousand items are there, and one that changes moves nothing", async () => {
    await shown(numbered(1_000), { "page-size": "50" });
    await button("Notifications, 1000 new").click();
    for (let pages = 1; pages <= 20; pages++) {
      await page.waitForFunction((count) => window.page.bell.shadowRoot.querySelectorAll("li").length === count, 50 * pages);
      if (pages === 20) break;
      const tops = await topsOfMore();
      assert.ok(Math.max(...tops) - Math.min(...tops) < 2, `the button moves under the pointer: ${tops}`);
      await button("Load more").click();
    }
    assert.equal(await button("Load more").count(), 0);
    const spent = await page.evaluate(async () => {
      const root = window.page.bell.shadowRoot;
      window.same = root.querySelectorAll("li")[500];
      const from = performance.now();
      root.querySelector('[part="toggle"]').click();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return performance.now() - from;
    });

    await is({ unread: 999, unseen: 0 });
    assert.ok(await page.evaluate(() => window.same === window.page.bell.shadowRoot.querySelectorAll("li")[500]));
    console.log(`    one of a thousand marked and drawn in ${Math.round(spent)} ms`);
  });

  /** @returns {Promise<number[]>} where the button stands once it is in view, and in the frames after that */
  const topsOfMore = () => page.evaluate(async () => {
    const more = window.page.bell.shadowRoot.querySelector('[part="more"]');
    more.scrollIntoView({ block: "nearest" });
    const tops = [];
    for (let frames = 0; frames < 10; frames++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      tops.push(more.getBoundingClientRect().top);
    }
    return tops;
  });

  test("offline it says so, keeps what is marked, and sends it when the network is back", async () => {
    await shown(numbered(3));
    await button("Notifications, 3 new").click();
    await items().first().waitFor();
    await is({ unread: 3, unseen: 0 });
    await page.evaluate(() => window.page.cut());
    await page.getByText("No connection.").waitFor();

    await button("Mark all read").click();
    await button("Notifications, 0 unread").waitFor();
    assert.equal((await state()).unread, 3);
    await page.evaluate(() => window.page.back());

    await is({ unread: 0, unseen: 0 });
    await page.getByText("No connection.").waitFor({ state: "hidden" });
  });

  test("a mark that is refused is undone and said, without asking again and again", async () => {
    await shown(numbered(2));
    await page.evaluate(() => window.page.refuse("mark", "too_many_ranges"));
    await button("Notifications, 2 new").click();
    await items().first().waitFor();
    await button("Mark as read: Backup 2").click();

    await page.getByText("That could not be saved, and was undone.").waitFor();
    await button("Mark as read: Backup 2").waitFor();
    const marks = await page.evaluate(() => window.page.gateway.requests.filter(({ action }) => action === "mark").length);
    assert.ok(marks <= 4, `${marks} marks were asked for`);
    assert.deepEqual(await state(), { unread: 2, unseen: 2, archived: 0 });
  });

  test("a page that cannot be loaded can be asked for again", async () => {
    await page.evaluate(() => window.page.refuse("inbox", "invalid_page"));
    await shown(numbered(2));
    await button("Notifications, 2 new").click();
    await page.getByText("The list could not be loaded.").waitFor();
    await picture("failed");

    await page.evaluate(() => window.page.refuse("nothing"));
    await button("Try again").click();

    await items().first().waitFor();
    assert.equal(await page.getByText("The list could not be loaded.").isVisible(), false);
  });

  test("a client that is closed is said to be", async () => {
    await shown(numbered(1));
    await button("Notifications, 1 new").click();
    await page.evaluate(() => window.page.client.close());
    await page.getByText("The connection has ended.").waitFor();
  });

  test("nothing is left of an element that is removed, and one that is moved keeps everything", async () => {
    await shown(numbered(2));
    await button("Notifications, 2 new").click();
    await items().first().waitFor();
    const left = () => page.evaluate(() => ({ timers: window.page.left.timers.size, listeners: window.page.left.listeners, lists: window.page.client.extend(() => {}).lists.size }));

    await page.evaluate(() => {
      window.line = window.page.bell.shadowRoot.querySelector("li");
      document.querySelector("main").append(window.page.bell);
    });
    assert.ok(await page.evaluate(() => window.line === window.page.bell.shadowRoot.querySelector("li")));
    await page.evaluate(() => window.page.publish([{ title: "in its new place" }]));
    await items().nth(2).waitFor();
    const whileThere = await left();
    await page.evaluate(() => window.page.bell.remove());
    const afterwards = await left();

    assert.deepEqual(afterwards, { timers: 0, listeners: whileThere.listeners - 2, lists: 0 });
    await page.evaluate(() => window.page.shown());
    await items().nth(2).waitFor();
    assert.equal((await left()).lists, 1);
  });

  test("what was set before the element was one is taken over", async () => {
    const open = await page.evaluate(async () => {
      const { client, publish } = window.page;
      publish([{ title: "early" }]);
      const frame = document.createElement("template");
      const other = document.createElementNS("http://www.w3.org/1999/xhtml", "hermes-late");
      Object.assign(other, { client, strings: { label: "Late" }, open: true });
      document.querySelector("main").append(other, frame);
      const { HermesBell } = await import("/src/bell.js");
      customElements.define("hermes-late", class extends HermesBell {});
      return other.open && other.client === client && !Object.hasOwn(other, "client");
    });

    assert.ok(open);
    await page.getByRole("dialog", { name: "Late" }).getByRole("listitem").waitFor();
  });

  test("words, language, drawing and looks are the page's if it wants", async () => {
    await open({ reducedMotion: "reduce" });
    await shown([{ type: "poll", options: 3 }, { title: "usual" }, { type: "broken" }], { lang: "de", label: "Mitteilungen" });
    errors = [];
    await page.evaluate(() => {
      const { bell } = window.page;
      bell.strings = { unread: (count) => `${count} ungelesen`, empty: "Nichts.", archive: "Ablegen" };
      bell.renderer = ({ data }) => {
        if (data.type === "broken") throw new Error("as it is wanted");
        return data.type === "poll" ? Object.assign(document.createElement("b"), { textContent: `<i>${data.options} Antworten</i>` }) : undefined;
      };
      bell.style.setProperty("--hermes-bell-surface", "rgb(1, 2, 3)");
      bell.show();
    });

    await button("Ablegen: usual").waitFor();
    await page.getByText("<i>3 Antworten</i>").waitFor();
    assert.equal(await page.getByText("jetzt").count(), 3);
    await button("Mitteilungen, 3 ungelesen").waitFor();
    assert.equal(await page.evaluate(() => getComputedStyle(window.page.bell.shadowRoot.querySelector("#panel")).backgroundColor), "rgb(1, 2, 3)");
    assert.match(errors.join(), /renderer of a hermes-bell failed/);
    errors = [];
  });

  test("a stream that begins anew shows what is in it now", async () => {
    await shown(numbered(3));
    await button("Notifications, 3 new").click();
    await items().nth(2).waitFor();

    await page.evaluate(() => {
      window.page.inbox.begin("inbox");
      window.page.publish([{ title: "of another life" }]);
      window.page.cut();
      window.page.back();
    });

    await items().filter({ hasText: "of another life" }).waitFor();
    await page.waitForFunction(() => window.page.bell.shadowRoot.querySelectorAll("li").length === 1);
    await is({ unread: 1, unseen: 0 });
  });

  for (const [name, width, dir, colorScheme] of [["wide", 1_280, "ltr", "light"], ["phone", 390, "ltr", "light"], ["phone-dark-rtl", 390, "rtl", "dark"], ["rtl", 1_280, "rtl", "light"], ["between", 500, "ltr", "light"], ["between-rtl", 500, "rtl", "light"]])
    test(`fits on the screen: ${name}`, async () => {
      await open({ viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
      await page.evaluate((dir) => Object.assign(document.documentElement, { dir, lang: dir === "rtl" ? "ar" : "en" }), dir);
      await shown([...numbered(4), { title: "تم النسخ الاحتياطي", body: "استغرق 42 ثانية." }, { title: "A title that is rather long, and says more than one would want to read at a glance in such a small place, so it is cut", body: "And the same of a body. ".repeat(20), icon: "📦", actions: [{ label: "Approve", type: "a" }, { label: "Look at it", url: "#x" }] }], { filters: "" });
      if (name.startsWith("between")) await page.evaluate(() => (document.querySelector("nav").style.textAlign = "center"));
      await page.getByRole("button", { name: /Notifications/ }).click();
      await items().first().waitFor();
      await items().nth(2).getByRole("button").first().click();

      const { left, right, top, bottom } = await page.evaluate(() => window.page.bell.shadowRoot.querySelector("#panel").getBoundingClientRect().toJSON());
      assert.ok(left >= 0 && right <= width && top >= 0 && bottom <= 800, JSON.stringify({ left, right, top, bottom }));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
      await picture(name);
    });
});
