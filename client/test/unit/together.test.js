import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { World } from "../fakes/world.js";

const { example } = JSON.parse(readFileSync(new URL("../../../docs/contract.json", import.meta.url), "utf8")).messages;
const FRAME_BYTES = 32 * 1024;

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

const frames = () => world.gateway.requests.filter(({ action }) => action !== "resume");
const sizes = () => frames().map(({ messages }) => messages?.length ?? 1);
const inOrder = (count) => Array.from({ length: count }, (_, at) => at + 1);
const appended = (page) => page.received.map(({ data }) => data);
const refusing = (code, matches) => (request) => (matches(request) ? { error: { code, message: "no" } } : undefined);

/** Sends all at once. @returns {Promise<string>[]} "sent" or the code of why not */
const sendAll = (page, all, options) => all.map((data) => page.client.send(data, options).then(() => "sent", ({ code }) => code));

describe("sends that wait", () => {
  test("go together in the frame of the protocol, and each gets its id", async () => {
    const page = await world.openPage();
    const expected = JSON.parse(example.together);
    const first = page.client.send("first");
    const sending = expected.messages.map(({ data, to }) => page.client.send(data, { to }));
    await world.clock.advance(100);

    const [, together] = frames();
    expected.messages.forEach((message, index) => (message.ref = together.messages[index].ref));
    assert.deepEqual(together, { ...expected, ref: together.ref });
    assert.deepEqual(await Promise.all([first, ...sending]), [frames()[0], ...together.messages].map(({ ref }) => `7/${ref}`));
  });

  test("are told the ids of the protocol's answer", async () => {
    const page = await world.openPage();
    world.gateway.answer = ({ messages, ref }) => messages && { ...JSON.parse(example.answer), ref };
    const sending = inOrder(3).map((data) => page.client.send(data));
    await world.clock.advance(100);

    assert.deepEqual((await Promise.all(sending)).slice(1), JSON.parse(example.answer).ids);
  });

  test("go ten at a time", async () => {
    const page = await world.openPage();
    const sending = sendAll(page, inOrder(25));
    await world.clock.advance(1_000);

    assert.deepEqual(sizes(), [1, 10, 10, 4]);
    assert.deepEqual(new Set(await Promise.all(sending)), new Set(["sent"]));
    assert.deepEqual(appended(page), inOrder(25));
  });

  test("go in frames that the gateway takes, as full as may be", async () => {
    const page = await world.openPage();
    const large = inOrder(12).map((number) => String(number).padEnd(3_000, "€"));
    sendAll(page, ["first", ...large]);
    await world.clock.advance(2_000);

    const bytes = world.gateway.sockets[0].sent.map((frame) => Buffer.byteLength(JSON.stringify(frame)));
    assert.ok(bytes.every((count) => count <= FRAME_BYTES), String(bytes));
    assert.deepEqual(sizes(), [1, 3, 3, 3, 3]);
    assert.deepEqual(appended(page), ["first", ...large]);
  });

  test("and fill a frame alone go alone", async () => {
    const page = await world.openPage();
    const large = "x".repeat(32_700);
    sendAll(page, [1, large, 2]);
    await world.clock.advance(1_000);

    assert.deepEqual(sizes(), [1, 1, 1]);
    assert.deepEqual(appended(page), [1, large, 2]);
  });

  test("for the queue and for at once share no frame", async () => {
    const page = await world.openPage();
    for (const [data, queued] of [[1], [2], [3, true], [4, true], [5]]) page.client.send(data, { queued });
    await world.clock.advance(1_000);

    assert.deepEqual(frames().map(({ action, data, messages }) => [action, messages?.map((one) => one.data) ?? data]), [
      ["sendMessage", 1],
      ["sendMessage", 2],
      ["sendMessageToSQS", [3, 4]],
      ["sendMessage", 5],
    ]);
  });
});

describe("after anything but success they go one by one:", () => {
  test("one that is refused is told so, and only that one", async () => {
    const page = await world.openPage();
    world.gateway.answer = refusing("too_many_users", ({ data, messages }) => [{ data }, ...(messages ?? [])].some((one) => one.data === 3));
    const sending = sendAll(page, inOrder(5));
    await world.clock.advance(1_000);

    assert.deepEqual(await Promise.all(sending), ["sent", "sent", "too_many_users", "sent", "sent"]);
    assert.deepEqual(appended(page), [1, 2, 4, 5]);
    assert.deepEqual(sizes(), [1, 4, 1, 1, 1, 1]);
  });

  test("those that come later go together again", async () => {
    const page = await world.openPage();
    world.gateway.answer = refusing("invalid_to", ({ messages }) => messages?.[0].data === 2);
    sendAll(page, inOrder(3));
    await world.clock.advance(1_000);
    sendAll(page, [4, 5, 6]);
    await world.clock.advance(1_000);

    assert.deepEqual(sizes(), [1, 2, 1, 1, 1, 2]);
    assert.deepEqual(appended(page), inOrder(6));
  });

  test("a server that is older takes them so", async () => {
    const page = await world.openPage();
    world.gateway.knowsTogether = false;
    const sending = sendAll(page, inOrder(12));
    await world.clock.advance(2_000);

    assert.deepEqual(new Set(await Promise.all(sending)), new Set(["sent"]));
    assert.deepEqual(appended(page), inOrder(12));
  });

  test("what was appended before the connection was lost is not appended again", async () => {
    const page = await world.stablePage();
    const sending = sendAll(page, inOrder(6));
    await world.clock.advance(32);
    world.gateway.sockets[0].end(1006);
    assert.equal(world.gateway.position("room").offset, 6);
    await world.clock.advance(5_000);

    assert.deepEqual(new Set(await Promise.all(sending)), new Set(["sent"]));
    assert.deepEqual(appended(page), inOrder(6));
  });

  test("one that is never answered does not take the others with it", async () => {
    const page = await world.stablePage();
    world.gateway.answer = ({ data, messages }) => ([{ data }, ...(messages ?? [])].some((one) => one.data === 3) ? "none" : undefined);
    const sending = sendAll(page, inOrder(5));
    await world.clock.advance(200_000);

    assert.deepEqual(await Promise.all(sending), ["sent", "sent", "unanswered", "sent", "sent"]);
    assert.deepEqual(appended(page), [1, 2, 4, 5]);
  });

  test("the gateway's own error makes it come soon", async () => {
    const page = await world.stablePage();
    world.gateway.answer = ({ messages }) => messages && { message: "Internal server error", connectionId: "a=", requestId: "b=", ref: undefined };
    const sending = sendAll(page, inOrder(5));
    await world.clock.advance(5_000);

    assert.deepEqual(new Set(await Promise.all(sending)), new Set(["sent"]));
    assert.deepEqual(appended(page), inOrder(5));
  });

  test("answers that get lost, errors and cuts, by chance and for long, change no order and double nothing", async () => {
    let seed = 7;
    const random = () => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    const page = await world.openPage({ backoffBaseMs: 100, answerMs: 2_000, queueLimit: 1_000 });
    world.gateway.workMs = ({ action }) => (action === "resume" ? 0 : 1 + 90 * random());
    world.gateway.answer = ({ action, messages }) => {
      if (action === "resume" || random() > 0.2) return undefined;
      return random() < 0.5 ? "none" : messages && { error: { code: "internal", message: "throttled" } };
    };
    const sending = [];
    for (const data of inOrder(400)) {
      sending.push(...sendAll(page, [data]));
      if (random() < 0.3) await world.clock.advance(100 * random());
      if (random() < 0.03) world.gateway.open[0]?.end(1006);
    }
    await world.clock.advance(600_000);

    const results = await Promise.all(sending);
    const got = appended(page);
    assert.deepEqual(got, got.toSorted((a, b) => a - b));
    assert.equal(new Set(got).size, got.length);
    assert.deepEqual(inOrder(400).filter((data) => results[data - 1] === "sent" && !got.includes(data)), []);
    assert.ok(results.filter((result) => result === "sent").length > 390);
    assert.ok(sizes().some((size) => size > 1));
  });
});

describe("a server that has had too much", () => {
  const tooMuch = (retryAfter) => ({ error: { ...JSON.parse(example.wait).error, retry_after: retryAfter } });

  test("is left alone for as long as it says; then they go out again, together and in order", async () => {
    const page = await world.stablePage();
    let refusals = 2;
    world.gateway.answer = ({ messages, ref }) => (messages && refusals-- > 0 ? { ...JSON.parse(example.wait), ref } : undefined);
    const sending = sendAll(page, inOrder(5));
    await world.clock.advance(4_900);
    sending.push(...sendAll(page, [6]));
    assert.deepEqual(sizes(), [1, 4]);
    await world.clock.advance(6_000);

    assert.deepEqual(new Set(await Promise.all(sending)), new Set(["sent"]));
    assert.deepEqual(appended(page), inOrder(6));
    assert.deepEqual(sizes(), [1, 4, 5, 5]);
  });

  test("is asked five times, and then the sender is told", async () => {
    const page = await world.stablePage();
    world.gateway.answer = ({ action }) => (action === "resume" ? undefined : tooMuch(2));
    const sending = sendAll(page, [1, 2, 3]);
    await world.clock.advance(60_000);

    assert.deepEqual(await Promise.all(sending), ["too_many_messages", "too_many_messages", "too_many_messages"]);
    assert.ok(frames().length <= 15);
  });

  for (const [said, waitMs] of [[undefined, 5_000], ["soon", 5_000], [-1, 1_000], [3_600, 60_000]]) {
    test(`and says ${said} is left alone for ${waitMs} ms`, async () => {
      const page = await world.stablePage();
      let refusals = 1;
      world.gateway.answer = ({ action }) => (action !== "resume" && refusals-- > 0 ? tooMuch(said) : undefined);
      sendAll(page, [1]);
      await world.clock.advance(waitMs);
      assert.equal(frames().length, 1);
      await world.clock.advance(100);

      assert.equal(frames().length, 2);
    });
  }

  test("says so for one connection: a new one need not wait", async () => {
    const page = await world.stablePage({ backoffBaseMs: 100 });
    let refusals = 1;
    world.gateway.answer = ({ action }) => (action !== "resume" && refusals-- > 0 ? tooMuch(60) : undefined);
    sendAll(page, [1, 2]);
    await world.clock.advance(100);
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(1_000);

    assert.deepEqual(appended(page), [1, 2]);
  });

  test("leaves no timer when the client is closed or leaves meanwhile", async () => {
    for (const leave of ["close", "disconnect"]) {
      const page = await world.stablePage();
      world.gateway.answer = ({ action }) => (action === "resume" ? undefined : tooMuch(60));
      sendAll(page, [1]);
      await world.clock.advance(100);
      page.client[leave]();
      await world.clock.advance(20);

      assert.equal(world.clock.pending, 0, leave);
    }
  });
});
