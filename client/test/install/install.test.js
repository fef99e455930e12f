/**
 * The package as applications have it: packed, installed from the tarball, built, and used, in Chromium where there is
 * a page. Everything happens in a folder of its own; the gateway is a small one, so that no stack has to run.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { SKIPPED, launch, until } from "../browser/browser.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const CLIENT = fileURLToPath(new URL("../..", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

let folder;
let gateway;
let server;

/** @returns {Promise<string>} what it printed */
async function run(command, args, cwd = folder) {
  const { stdout } = await promisify(execFile)(command, args, { cwd }).catch((error) => {
    throw new Error(`${command} ${args.join(" ")}\n${error.stdout}${error.stderr}`);
  });
  return stdout;
}

const bin = (name, args, cwd) => run(process.execPath, [join(folder, "node_modules", name), ...args], cwd);

/** Serves files under a policy that allows what the README says is needed. */
async function serve(roots) {
  const policy = `default-src 'self'; img-src data:; connect-src 'self' ${gateway.url}`;
  server = createServer(async ({ url }, response) => {
    const path = new URL(url, "http://localhost").pathname;
    if (path === "/token") return response.end("issued.here.now");
    if (path === "/config.js") return response.setHeader("content-type", TYPES[".js"]).end(`export const url = "${gateway.url}";`);
    const [root] = Object.keys(roots).filter((prefix) => path.startsWith(prefix));
    const file = path.endsWith("/") ? `${path}index.html` : path;
    const body = await readFile(join(roots[root], file.slice(root.length))).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "text/plain", "content-security-policy": policy });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "hermes-install-"));
  await cp(HERE, folder, { recursive: true });
  const packed = await run("npm", ["pack", "--json", "--pack-destination", folder], CLIENT);
  // Together with what the lock file beside it fixes.
  await run("npm", ["install", "--no-audit", "--no-fund", `./${JSON.parse(packed)[0].filename}`]);
});
after(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  const { openGateway } = await import(pathToFileURL(join(folder, "gateway.js")));
  gateway = await openGateway();
});
afterEach(() => {
  server?.close();
  gateway.close();
});

describe("in Node", () => {
  test("a module connects through the package ws, and ends when it has closed", async () => {
    assert.equal(await run("node", ["node/main.mjs", gateway.url]), "hello\n");
  });

  test("CommonJS gets the same by require", async () => {
    assert.equal(await run("node", ["node/main.cjs"]), "function function\nundefined\ntrue closed\n");
  });

  test("the folder of a clone installs as well, and TypeScript finds its types", async () => {
    const other = join(folder, "of-a-folder");
    await cp(join(CLIENT, "test/types"), other, { recursive: true });
    await writeFile(join(other, "package.json"), JSON.stringify({ private: true, type: "module" }));
    await run("npm", ["install", "--no-audit", "--no-fund", CLIENT], other);
    const options = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false", "--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"];

    await bin("typescript/bin/tsc", [...options, "--typeRoots", ".", "app.ts", "common.cts"], other);
    assert.equal(await run("node", ["-e", "console.log(typeof require('hermes-notifications').connect)"], other), "function\n");
  });

  test("Jest uses it with its defaults", async () => {
    await bin("jest/bin/jest.js", ["--ci"], join(folder, "jest"));
  });

  test("a React application is rendered without a socket", async () => {
    await bin("vite/bin/vite.js", ["build", "react", "--config", "vite.config.js", "--ssr", "server.tsx", "--outDir", "server"]);

    assert.match(await run("node", ["react/server/server.js"]), /<p data-connection="idle" id="text"><\/p><hermes-bell><\/hermes-bell>/);
    assert.equal(gateway.connections(), 0);
  });

  test("a Vue application is rendered without a socket", async () => {
    await bin("vite/bin/vite.js", ["build", "vue", "--config", "vite.config.js", "--ssr", "server.js", "--outDir", "server"]);

    assert.match(await run("node", ["vue/server/server.js"]), /<p id="text" data-connection="idle"><\/p>/);
    assert.equal(gateway.connections(), 0);
  });

  test("a React application in TypeScript compiles", async () => {
    await bin("typescript/bin/tsc", ["-p", "react"]);
  });
});

describe("in Chromium", { skip: SKIPPED }, () => {
  let browser;
  let page;
  let errors;

  before(async () => (browser = await launch()));
  after(() => browser?.close());
  beforeEach(async () => {
    errors = [];
    page = await browser.newPage();
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  });
  afterEach(async () => {
    await page.close();
    // The hooks around are not called if this one fails, and what is open would keep the process for ever.
    server?.close();
    gateway.close();
    assert.deepEqual(errors, []);
  });

  /** Until what was sent has come back and is on the page, and the state with it. */
  async function isLive() {
    await page.locator('[data-connection="open"]').waitFor();
    await page.locator("#text", { hasText: "hello" }).waitFor();
  }

  test("a plain page serves the folder src, under a content security policy", async () => {
    const address = await serve({ "/hermes/": join(folder, "node_modules/hermes-notifications/src"), "/": join(folder, "page") });

    await page.goto(address);

    await isLive();
  });

  test("a worker has no document, and connects all the same", async () => {
    const address = await serve({ "/hermes/": join(folder, "node_modules/hermes-notifications/src"), "/": join(folder, "page") });
    await page.goto(address);
    await isLive();

    const heard = await page.evaluate(
      () => new Promise((resolve) => (new Worker("/worker.js", { type: "module" }).onmessage = ({ data }) => resolve(data))),
    );

    assert.equal(heard, "hello");
    assert.equal(gateway.connections(), 2);
  });

  for (const application of ["react", "vue"]) {
    test(`an application with ${application}, built by Vite`, async () => {
      await bin("vite/bin/vite.js", ["build", application, "--config", "vite.config.js", "--outDir", "built", "--base", "./"]);
      const address = await serve({ "/": join(folder, application, "built") });

      await page.goto(`${address}/?gateway=${gateway.url}`);

      await isLive();
      assert.equal(gateway.connections(), 1);
      await page.getByRole("button", { name: "Notifications, 1 new" }).click();
      await page.getByRole("dialog", { name: "Notifications" }).getByRole("listitem").filter({ hasText: "hello" }).waitFor();
      await page.keyboard.press("Escape");
      await page.locator("#bell", { hasText: "1 unread of 1" }).click();
      await page.locator("#bell", { hasText: "0 unread of 1" }).waitFor();
      await page.getByRole("button", { name: "Notifications, 0 unread" }).waitFor();
    });
  }

  test("a Vue component that comes later hears and loads too, and an application that goes away closes", async () => {
    await bin("vite/bin/vite.js", ["build", "vue", "--config", "vite.config.js", "--outDir", "built", "--base", "./"]);
    const address = await serve({ "/": join(folder, "vue", "built") });
    await page.goto(`${address}/?gateway=${gateway.url}`);
    await isLive();
    const loaded = gateway.heard();
    await page.getByRole("button", { name: "Toggle" }).click();
    await page.locator("#text").waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Toggle" }).click();
    await isLive();

    assert.equal(gateway.heard(), loaded + 1);
    assert.equal(gateway.connections(), 1);
    await page.evaluate(() => window.leave());
    await until(async () => gateway.connections(), (count) => count === 0, "no connection");
  });

  test("a React application loads its state anew when something may be missing", async () => {
    await bin("vite/bin/vite.js", ["build", "react", "--config", "vite.config.js", "--outDir", "built", "--base", "./"]);
    const address = await serve({ "/": join(folder, "react", "built") });
    await page.goto(`${address}/?gateway=${gateway.url}`);
    await isLive();

    gateway.restart();

    // Loading is what sends the greeting there.
    await until(async () => gateway.heard(), (count) => count > 0, "loaded again");
  });

  test("three hot updates leave one connection", async () => {
    const { createServer: createVite } = await import(pathToFileURL(join(folder, "node_modules/vite/dist/node/index.js")));
    const vite = await createVite({ root: join(folder, "react"), configFile: join(folder, "vite.config.js"), server: { host: "127.0.0.1", port: 0 } });
    try {
      await vite.listen();
      await page.route("**/token", (route) => route.fulfill({ body: "issued.here.now" }));
      await page.goto(`${vite.resolvedUrls.local[0]}?gateway=${gateway.url}`);
      await isLive();
      await page.evaluate(() => (window.sameDocument = true));
      const file = join(folder, "react/notifications.ts");
      for (let edit = 1; edit <= 3; edit++) {
        const applied = () => page.waitForEvent("console", { predicate: (message) => message.text() === `edit ${edit}`, timeout: 2_000 });
        const save = async () => writeFile(file, `${await readFile(file, "utf8")}\nconsole.log("edit ${edit}");\n`);
        // Vite's watcher passes over what is saved in the 50 ms after it has seen another change, so it is saved again.
        for (let tries = 1, seen = false; !seen; tries++) {
          assert.ok(tries <= 10, `edit ${edit} was not applied`);
          seen = await Promise.all([applied(), save()]).then(() => true, () => false);
        }
        await isLive();
      }

      await until(async () => gateway.connections(), (count) => count === 1, "one connection");
      assert.ok(await page.evaluate(() => window.sameDocument), "the page was reloaded, which proves nothing");
    } finally {
      await vite.close();
    }
  });
});
