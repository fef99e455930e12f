/**
 * How long forty sends take against a running stack (`./hermes up`): each after the answer to the one before, and all at
 * once, when those that wait go together. The median of some rounds, each by a client of its own, since a connection may
 * send sixty at once. What a receiver got tells whether the order was kept.
 *
 *     npm run throughput
 */
import { SKIPPED, Tab, launch } from "./browser/browser.js";

const SENDS = 40;
const ROUNDS = 5;

if (SKIPPED) {
  console.error(SKIPPED);
  process.exit(2);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const texts = Array.from({ length: SENDS }, (_, index) => `n${index + 1}`);
const chat = (text) => ({ type: "chat", data: { text } });

const WAYS = {
  "one after the other": async (client) => {
    for (const text of texts) await client.send(chat(text));
  },
  "all at once": (client) => client.sendAll(texts.map(chat)),
};

const browser = await launch();
const tab = await Tab.open(await browser.newContext());
for (const [way, send] of Object.entries(WAYS)) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const name = `${way} ${round}`;
    const client = await tab.openClient(name, { user: "anna", room: `throughput-${Date.now()}` });
    // The first invocation starts a process.
    await client.send(chat("first"));
    const started = performance.now();
    await send(client);
    times.push(performance.now() - started);
    const { texts: received } = await client.has(SENDS + 1);
    if (received.join() !== ["first", ...texts].join()) {
      console.error(`Out of order: ${received}`);
      process.exitCode = 1;
    }
    await client.close();
  }
  console.log(`${SENDS} sends, ${way}: ${Math.round(median(times))} ms (median of ${ROUNDS}; ${times.map(Math.round).join(", ")})`);
}
await browser.close();
