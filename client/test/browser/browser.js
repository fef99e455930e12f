import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];
/** None of them may talk to the outside: the tests run without the internet. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const EXECUTABLE = process.env.CHROMIUM ?? CANDIDATES.find((path) => existsSync(path));

/** Where the console of a running stack is: `./hermes up`. */
export const CONSOLE = process.env.HERMES_CONSOLE ?? "http://localhost:4500";

/** A batch that fails once, on a machine that is too busy, comes again after the queue's visibility time-out of 150 s. */
const REDELIVERED_MS = 240_000;

/** Why there is nothing to run; false if there is. */
export const SKIPPED = EXECUTABLE ? false : "Chromium is not installed; install it, or name it in the variable CHROMIUM.";

/** @param {...string} more of its flags */
export const launch = (...more) => chromium.launch({ executablePath: EXECUTABLE, headless: true, args: [...FLAGS, ...more] });

/** What nobody else shares; patient, since a machine that is busy with other things takes long for what is waited for in it. */
export async function contextOf(browser, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(120_000);
  return context;
}

/** @param {string} path @param {unknown} [body] */
export async function api(path, body) {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${CONSOLE}/api/${path}`, body === undefined ? {} : post);
  const answer = await response.json();
  if (!response.ok || answer.failed) throw new Error(`${path} answered ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** Publishes texts as a backend does. @param {string} room @param {string[]} texts @param {object} [more] */
export const publish = (room, texts, more) =>
  api("publish", texts.map((text) => ({ user_id: "backend", room_id: room, data: { type: "test", data: { text } }, ...more })));

/** The two browsers of the demo page are connected to a room of their own. */
export const inRoom = (page, room) =>
  page.addInitScript((room) => {
    for (const [pane, user] of [["left", "anna"], ["right", "ben"]]) sessionStorage.setItem(`pane ${pane}`, JSON.stringify({ user, room, connected: true }));
  }, room);

/**
 * Asks again and again until the answer is accepted.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => unknown} accepted
 * @param {string} what for the failure: what was waited for
 * @param {number} [withinMs] generous: the first invocation of a function starts a process
 * @returns {Promise<T>}
 */
export async function until(ask, accepted, what, withinMs = 60_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (accepted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms; last was ${JSON.stringify(answer).slice(0, 400)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A tab with the test page, and the clients in it. */
export class Tab {
  #page;
  #url;
  errors = [];

  constructor(page, url) {
    this.#page = page;
    this.#url = url;
    page.on("pageerror", (error) => this.errors.push(error.message));
  }

  static async open(context) {
    const { WebSocketUrl } = await api("outputs");
    const tab = new Tab(await context.newPage(), WebSocketUrl);
    await tab.load();
    return tab;
  }

  async load() {
    await this.#page.goto(`${CONSOLE}/client/test/browser/page.html`);
    await this.#page.waitForFunction(() => window.tests);
  }

  /** Its clients reach the stack through this port of this machine. @param {number} port */
  through(port) {
    const url = new URL(this.#url);
    url.port = String(port);
    this.#url = url.href;
  }

  /** @returns {number} the port of the stack's gateway */
  get port() {
    return Number(new URL(this.#url).port);
  }

  /** @returns {Promise<() => Promise<number>>} measures what is in use after a garbage collection, in bytes */
  async heap() {
    const session = await this.#page.context().newCDPSession(this.#page);
    return async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize;
    };
  }

  leave() {
    return this.#page.goto("about:blank");
  }

  close() {
    return this.#page.close();
  }

  /** The process of the page dies. */
  async crash() {
    const session = await this.#page.context().newCDPSession(this.#page);
    const crashed = new Promise((resolve) => this.#page.once("crash", resolve));
    // That is never answered.
    session.send("Page.crash").catch(() => {});
    await crashed;
  }

  /** Nothing of the page runs, and it was not told. @returns {Promise<() => Promise<void>>} ends it */
  async hang() {
    const session = await this.#page.context().newCDPSession(this.#page);
    await session.send("Debugger.enable");
    const paused = new Promise((resolve) => session.once("Debugger.paused", resolve));
    await session.send("Debugger.pause");
    await paused;
    return () => session.send("Debugger.resume");
  }

  /** @returns {Client} */
  async client(name, options) {
    await this.#page.evaluate(([url, name, options]) => window.tests.open(url, name, options), [this.#url, name, options]);
    return new Client(this.#page, name);
  }

  async openClient(name, options) {
    const client = await this.client(name, options);
    await client.is("open");
    return client;
  }
}

class Client {
  #page;
  #name;

  constructor(page, name) {
    this.#page = page;
    this.#name = name;
  }

  record() {
    return this.#page.evaluate((name) => window.tests.record(name), this.#name);
  }

  cut(cut) {
    return this.#page.evaluate(([name, cut]) => window.tests.cut(name, cut), [this.#name, cut]);
  }

  send(data, options) {
    return this.#page.evaluate(([name, data, options]) => window.tests.send(name, data, options), [this.#name, data, options]);
  }

  /** Waits for none of them before the next. @returns {Promise<unknown[]>} what became of each */
  sendAll(all) {
    return this.#page.evaluate(([name, all]) => window.tests.sendAll(name, all), [this.#name, all]);
  }

  /** Joins a further room. */
  join(id) {
    return this.#page.evaluate(([name, id]) => window.tests.join(name, id), [this.#name, id]);
  }

  /** One of the functions of a further room. */
  inRoom(id, method, ...args) {
    return this.#page.evaluate((of) => window.tests.inRoom(...of), [this.#name, id, method, ...args]);
  }

  /** Until a further room is in this state. */
  async roomIs(id, state) {
    return (await this.until(({ rooms }) => rooms[id].state === state, `${id} ${state}`)).rooms[id];
  }

  /** Until so many have come in a further room. */
  async roomHas(id, count) {
    return (await this.until(({ rooms }) => rooms[id].texts.length >= count, `${count} in ${id}`)).rooms[id];
  }

  /** One of its functions that need nothing and give nothing. */
  call(method) {
    return this.#page.evaluate(([name, method]) => window.tests.call(name, method), [this.#name, method]);
  }

  sendMore(count) {
    return this.#page.evaluate(([name, count]) => window.tests.sendMore(name, count), [this.#name, count]);
  }

  close() {
    return this.#page.evaluate((name) => window.tests.close(name), this.#name);
  }

  /** Shows its bell. @returns {Promise<(name: string) => any>} a button of it, by its whole name */
  async bell() {
    await this.#page.evaluate((name) => window.tests.showBell(name), this.#name);
    return (name) => this.#page.getByRole("button", { name, exact: true });
  }

  /** @param {object} [options] of the inbox, and further rooms that are part of it, `rooms` */
  async inbox(options) {
    await this.#page.evaluate(([name, options]) => window.tests.openInbox(name, options), [this.#name, options]);
    return new Inbox(this.#page, this.#name);
  }

  /** @param {(record: any) => unknown} accepted @param {string} what @param {number} [withinMs] */
  until(accepted, what, withinMs) {
    return until(() => this.record(), accepted, what, withinMs);
  }

  is(state) {
    return this.until((record) => record.state === state, `state ${state}`);
  }

  has(count) {
    return this.until(({ texts }) => texts.length >= count, `${count} notifications`, REDELIVERED_MS);
  }
}

class Inbox {
  #page;
  #name;

  constructor(page, name) {
    this.#page = page;
    this.#name = name;
  }

  record() {
    return this.#page.evaluate((name) => window.tests.inbox(name), this.#name);
  }

  /** @param {string} method @param {string[]} [texts] of the items that are meant, which may come a moment after they are counted */
  async call(method, texts = []) {
    const listed = (record) => texts.every((text) => record.texts.some((shown) => [text, `${text} read`].includes(shown)));
    await this.until(listed, `${texts} in the list`);
    return this.#page.evaluate(([name, method, texts]) => window.tests.callInbox(name, method, texts), [this.#name, method, texts.length ? texts : undefined]);
  }

  /** @param {(record: any) => unknown} accepted @param {string} what */
  until(accepted, what) {
    return until(() => this.record(), accepted, what, REDELIVERED_MS);
  }

  /** @param {number} unread */
  hasUnread(unread) {
    return this.until((record) => record.ready && record.unread === unread, `${unread} unread`);
  }
}
