/**
 * Soaks a running stack (`./hermes up`): some clients in Chromium, cut off at random from both sides, while hundreds of
 * notifications are published, and each client sends numbers without waiting, connected or not. At the end each client
 * has got each notification once and in order, the numbers of each sender in the order of sending, and the page's memory
 * has not grown.
 *
 *     npm run soak               ten minutes
 *     npm run soak -- 30         thirty seconds
 */
import { SKIPPED, Tab, api, launch, publish, until } from "./browser/browser.js";

const DURATION_MS = 1000 * Number(process.argv[2] ?? 600);
const CLIENTS = 6;
/** With fewer, a single garbage collection would decide. */
const SAMPLES = 12;
const GROWTH_BYTES = 1024 * 1024;

if (SKIPPED || !(DURATION_MS > 0)) {
  console.error(SKIPPED || `"${process.argv[2]}" is no duration in seconds.`);
  process.exit(2);
}

const room = `soak-${Date.now()}`;
const started = Date.now();
const left = () => DURATION_MS - (Date.now() - started);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const pick = (from, to) => from + Math.random() * (to - from);
const totals = { published: 0, sent: 0, cuts: 0, kills: 0 };

const browser = await launch();
const tab = await Tab.open(await browser.newContext());
const heap = await tab.heap();
const clients = [];
for (let index = 0; index < CLIENTS; index++)
  clients.push(await tab.openClient(`c${index}`, { user: `u${index}`, room, renewMs: [8_000, 20_000], stableMs: 2_000, backoffBaseMs: 1_000, brief: true }));

async function publishing() {
  while (left() > 0) {
    const count = Math.ceil(pick(0, 4));
    await publish(room, Array(count).fill("soak"));
    totals.published += count;
    await pause(pick(200, 1_500));
  }
}

async function sending(client) {
  while (left() > 0) {
    const count = Math.ceil(pick(0, 4));
    await client.sendMore(count);
    totals.sent += count;
    await pause(pick(500, 4_000));
  }
}

async function cutting(client) {
  while (left() > 0) {
    await pause(pick(2_000, 15_000));
    await client.cut(true);
    totals.cuts++;
    await pause(pick(100, 6_000));
    await client.cut(false);
  }
}

async function killing() {
  while (left() > 0) {
    await pause(pick(2_000, 10_000));
    totals.kills += (await api("connections/close", { room, user: `u${Math.floor(pick(0, CLIENTS))}` })).closed;
  }
}

/** @returns {Promise<number[]>} the memory after each collection */
async function measuring() {
  const bytes = [];
  while (bytes.length < SAMPLES) {
    await pause(DURATION_MS / SAMPLES);
    bytes.push(await heap());
    console.log(`${Math.round((Date.now() - started) / 1000)} s: ${JSON.stringify(totals)}, ${Math.round(bytes.at(-1) / 1024)} KB`);
  }
  return bytes;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const [bytes] = await Promise.all([measuring(), publishing(), killing(), ...clients.map(cutting), ...clients.map(sending)]);
const all = totals.published + totals.sent;

const failures = [];
for (const [index, client] of clients.entries()) {
  const record = await until(() => client.record(), ({ last, sent, settled }) => last >= all && settled >= sent, `client ${index} has everything`).catch((error) => {
    failures.push(error.message);
    return client.record();
  });
  console.log(`client ${index}: ${record.count} of ${all}, ${record.sent} sent, ${record.opened} connections, ${record.renewed} renewals`);
  if (record.count !== all) failures.push(`client ${index} got ${record.count} of ${all}`);
  if (record.failed.length) failures.push(`client ${index} could not send: ${record.failed}`);
  if (record.disorder.length) failures.push(`client ${index} got out of order: ${record.disorder}`);
  if (record.stale.length) failures.push(`client ${index} was told that something may be missing: ${record.stale}`);
}
const growth = median(bytes.slice(-4)) - median(bytes.slice(2, 6));
console.log(`memory grew by ${Math.round(growth / 1024)} KB`);
if (growth > GROWTH_BYTES) failures.push(`memory grew by ${growth} bytes`);
failures.push(...tab.errors);

await browser.close();
for (const failure of failures) console.error(failure);
console.log(failures.length ? "FAILED" : "Nothing missing, nothing doubled, everything in order, memory flat.");
process.exitCode = failures.length ? 1 : 0;
