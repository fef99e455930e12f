/**
 * Soaks a running stack (`./hermes up`): users in some rooms, each in a tab of its own and behind a network of its own,
 * which swallows what is sent, resets connections, lets nobody in, or is gone as far as the browser knows. Their
 * connections are killed on the server and renewed all the time, and most tabs are loaded anew again and again.
 * Meanwhile notifications are published, and each user sends numbers to the room and to other users without waiting,
 * connected or not.
 *
 * At the end each has got each notification of each stream once and in order, and the numbers of each sender in the order
 * of sending; none was told that something may be missing; what was acknowledged is with everybody; and the memory of the
 * page that was never loaded anew has not grown.
 *
 *     npm run soak               ten minutes
 *     npm run soak -- 30         thirty seconds
 */
import { Proxy } from "./browser/proxy.js";
import { SKIPPED, Tab, api, launch, publish, until } from "./browser/browser.js";

const DURATION_MS = 1000 * Number(process.argv[2] ?? 600);
const ROOMS = 3;
const USERS_IN_A_ROOM = 2;
/** Short ones: what takes minutes in a page has to happen often here. */
const OPTIONS = {
  answerMs: 10_000,
  attemptMs: 30_000,
  heartbeatMs: [5_000, 10_000],
  renewMs: [15_000, 40_000],
  renewRetryMs: [2_000, 5_000],
  stableMs: 2_000,
  backoffBaseMs: 500,
  backoffCapMs: 5_000,
  queueLimit: 1_000,
  brief: true,
};
/** With fewer, a single garbage collection would decide. */
const SAMPLES = 12;
const GROWTH_BYTES = 1024 * 1024;
/** For a message that the queue brings again, on a machine that is too busy. */
const PATIENCE_MS = 300_000;

if (SKIPPED || !(DURATION_MS > 0)) {
  console.error(SKIPPED || `"${process.argv[2]}" is no duration in seconds.`);
  process.exit(2);
}

const started = Date.now();
const left = () => DURATION_MS - (Date.now() - started);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const pick = (from, to) => from + Math.random() * (to - from);
const any = (all) => all[Math.floor(pick(0, all.length))];
const totals = { published: 0, holes: 0, resets: 0, refusals: 0, offline: 0, reloads: 0, kills: 0 };
const rooms = Array.from({ length: ROOMS }, (_, index) => `soak-${started}-${index}`);
const published = Object.fromEntries(rooms.map((room) => [room, 0]));

/** A user in a tab, behind a network of its own. */
class User {
  constructor(name, room, mates, browser) {
    Object.assign(this, { name, room, mates, browser });
  }

  async begin() {
    this.context = await this.browser.newContext();
    this.tab = await Tab.open(this.context);
    this.network = new Proxy(this.tab.port);
    this.tab.through(await this.network.open());
    await this.openClient();
    // What comes before the first open is nobody's promise.
    await this.client.until(({ state }) => state === "open", `${this.name} is open`, PATIENCE_MS);
    return this;
  }

  async openClient() {
    this.client = await this.tab.client(this.name, { user: this.name, room: this.room, mates: this.mates, ...OPTIONS });
  }

  async swallow() {
    totals.holes++;
    this.network.swallow(true);
    await this.sendFor(pick(1_000, 25_000));
    // What is on its way either arrives late or never.
    if (Math.random() < 0.5) this.network.reset();
    this.network.swallow(false);
  }

  async reset() {
    totals.resets++;
    this.network.reset();
  }

  async refuse() {
    totals.refusals++;
    this.network.refuse(true);
    await this.sendFor(pick(500, 8_000));
    this.network.refuse(false);
  }

  async offline() {
    totals.offline++;
    await this.context.setOffline(true);
    await this.sendFor(pick(500, 8_000));
    await this.context.setOffline(false);
  }

  async reload() {
    totals.reloads++;
    await this.tab.load();
    await this.openClient();
  }

  async kill() {
    totals.kills += (await api("connections/close", { room: this.room, user: this.name })).closed;
  }

  /** @param {number} ms */
  async sendFor(ms) {
    const end = Date.now() + ms;
    while (Date.now() < end) {
      await this.client.sendMore(Math.ceil(pick(0, 3)));
      await pause(Math.min(pick(500, 3_000), Math.max(0, end - Date.now())));
    }
  }

  /** @param {string[]} troubles */
  async live(troubles) {
    while (left() > 0) {
      await this.sendFor(pick(500, 6_000));
      await this[any(troubles)]();
    }
  }
}

async function publishing(room) {
  while (left() > 0) {
    const count = Math.ceil(pick(0, 3));
    await publish(room, Array(count).fill("soak"));
    published[room] += count;
    totals.published += count;
    await pause(pick(500, 3_000));
  }
}

/** @returns {Promise<number[]>} the memory after each collection */
async function measuring(heap) {
  const bytes = [];
  while (bytes.length < SAMPLES) {
    await pause(DURATION_MS / SAMPLES);
    bytes.push(await heap());
    console.log(`${Math.round((Date.now() - started) / 1000)} s: ${JSON.stringify(totals)}, ${Math.round(bytes.at(-1) / 1024)} KB`);
  }
  return bytes;
}

/** What this user has not heard of what was acknowledged to the others of the room. */
function missing(user, record, others) {
  const missed = [];
  for (const { name, settled } of others)
    for (const [to, count] of Object.entries(settled)) {
      const [, mate, life] = to.match(/^(?:user (.*)|room) in life (\d+)$/);
      const heard = record.heard[`${mate ? "user" : "room"} of ${name} in life ${life}`] ?? 0;
      if ((!mate || mate === user.name) && heard < count) missed.push(`${count - heard} of ${name} ${to}`);
    }
  if (record.published !== published[user.room]) missed.push(`${published[user.room] - record.published} published`);
  return missed;
}

/** What all that is left to wait for is. @returns {Promise<string[]>} */
async function unfinished() {
  const records = await Promise.all(users.map(async (user) => ({ user, name: user.name, ...(await user.client.record()) })));
  return records.flatMap((record) => {
    const others = records.filter(({ user }) => user.room === record.user.room);
    const answers = record.state !== "open" || (record.waiting && !record.failed.length) ? [`is ${record.state} and waits for ${record.waiting} answers`] : [];
    return [...answers, ...missing(record.user, record, others).map((what) => `misses ${what}`)].map((what) => `${record.name} ${what}`);
  });
}

/** @returns {Promise<string[]>} what is wrong with one user */
async function judged({ name, client, tab }) {
  const { last, life, opened, renewed, disorder, stale, failed } = await client.record();
  console.log(`${name}: ${JSON.stringify(last)}, ${life} loads, ${opened} times open, ${renewed} renewals`);
  const found = Object.entries({ "got out of order": disorder, "was told of": stale, "could not send": failed }).filter(([, all]) => all.length);
  return [...found.map(([what, all]) => `${name} ${what}: ${all}`), ...tab.errors];
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const browser = await launch();
const users = [];
for (const [at, room] of rooms.entries()) {
  const names = Array.from({ length: USERS_IN_A_ROOM }, (_, index) => `user-${at}-${index}`);
  for (const name of names) users.push(await new User(name, room, names, browser).begin());
}
const [first, ...others] = users;
const heap = await first.tab.heap();
const troubles = ["swallow", "reset", "refuse", "offline", "kill"];
const [bytes] = await Promise.all([
  measuring(heap),
  ...rooms.map(publishing),
  first.live(troubles),
  ...others.map((user) => user.live([...troubles, "reload"])),
]);

const failures = [];
await until(unfinished, ({ length }) => length === 0, "everybody has everything", PATIENCE_MS).catch(({ message }) => failures.push(message));
for (const user of users) failures.push(...(await judged(user)));
const growth = median(bytes.slice(-4)) - median(bytes.slice(2, 6));
console.log(`memory grew by ${Math.round(growth / 1024)} KB`);
if (growth > GROWTH_BYTES) failures.push(`memory grew by ${growth} bytes`);

await browser.close();
for (const { network } of users) network.close();
for (const failure of failures) console.error(failure);
console.log(failures.length ? "FAILED" : "Nothing missing, nothing doubled, everything in order, memory flat.");
process.exitCode = failures.length ? 1 : 0;
