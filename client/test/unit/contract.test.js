import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { identityOf, lifeMsOf } from "../../src/identity.js";
import { INBOX_STREAMS, STREAMS } from "../../src/protocol.js";
import { FakeInbox } from "../fakes/inbox.js";
import { World } from "../fakes/world.js";

const CLIENT = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, CLIENT), "utf8");
const contract = JSON.parse(read("../docs/contract.json"));
const types = read("src/index.d.ts");

/** The texts of a union, as applications see them. */
const union = (name) => [...types.split(`export type ${name} =`)[1].split(";")[0].matchAll(/"(\w+)"/g)].map(([, code]) => code);

const encoded = (claims) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

describe("as the contract has it,", () => {
  test("the last frame has the codes that the types have", () => {
    assert.deepEqual(union("LastFrameCode").sort(), contract.last_frame.codes.toSorted());
  });

  const becomes = { no: ["connecting", "open", "disconnected", "closed"], with_new_token: ["connecting", "open", "disconnected", "connecting", "open"] };
  for (const code of contract.last_frame.codes)
    for (const word of contract.last_frame.returns)
      test(`the last frame ${code}, ${word}, is obeyed, and told by its name`, async () => {
        const world = new World();
        const page = await world.stablePage();
        world.gateway.dismiss({ code, return: word });
        await world.clock.advance(3_600_000);

        assert.deepEqual(page.names, becomes[word]);
        assert.equal(page.states[2].reason.code, code);
      });

  test("what is refused about an inbox, or for being too much, has a code that the types have", () => {
    // The client asks for the state in one way only.
    const codes = contract.inbox.refused.filter((code) => code !== "invalid_state");
    codes.push(JSON.parse(contract.messages.example.wait).error.code);

    assert.deepEqual(codes.filter((code) => !union("ServerCode").includes(code)), []);
  });

  test("a handshake offers the token beside the subprotocol", async () => {
    const world = new World();
    await world.openPage({ token: "here.it.is" });

    const { accepted, token_prefix: prefix } = contract.subprotocols;
    assert.deepEqual(world.gateway.sockets[0].protocols, [accepted, `${prefix}here.it.is`]);
  });

  test("a token names the user, the home room, and how long a connection lives", () => {
    const { user, room, expiry, issued_at: issuedAt, session_seconds: session } = contract.tokens.claims;
    const lives = (claims) => lifeMsOf(encoded(claims), 1_000_000) / 1_000;

    assert.equal(identityOf(encoded({ [user]: 7, [room]: "acme" })), '["7","acme"]');
    assert.equal(lives({ [expiry]: 1_500 }), 500);
    assert.equal(lives({ [expiry]: 1_500, [issuedAt]: 1_400 }), 100);
    assert.equal(lives({ [expiry]: 1_500, [session]: 7_000 }), 7_000);
  });

  test("streams are called so, with an inbox and without", () => {
    assert.deepEqual(Object.keys(contract.inbox.streams).sort(), STREAMS.toSorted());
    assert.deepEqual(Object.values(contract.inbox.streams).sort(), INBOX_STREAMS.toSorted());
  });

  test("an id of a room has as many bytes, and no more", async () => {
    const { client } = await new World().openPage();
    const longest = "x".repeat(contract.ids.longest_bytes);

    assert.equal(client.room(longest).id, longest);
    assert.throws(() => client.room(`${longest}x`), TypeError);
  });

  test("sends go together as many at a time, under names that the server takes", async () => {
    const world = new World();
    const { client } = await world.openPage();
    const most = contract.messages.most_together;
    for (let number = 0; number < 1 + 2 * most; number++) client.send(number);
    await world.clock.advance(1_000);

    const sent = world.gateway.requests.filter(({ action }) => action === "sendMessage");
    assert.deepEqual(sent.map(({ messages }) => messages?.length ?? 1), [1, most, most]);
    const refs = sent.flatMap(({ ref, messages = [] }) => [ref, ...messages.map((message) => message.ref)]);
    for (const ref of refs) assert.ok(/^[\w-]+$/.test(ref) && ref.length <= contract.notifications.ref_characters, ref);
  });

  test("a page of an inbox has as many items, and a mark as many ranges", async () => {
    const world = new World();
    const server = new FakeInbox(world.gateway, world.clock);
    const item = server.publish("inbox", { type: "job" });
    const { client } = await world.openPage();
    const { page_at_most: most, page_usual: usual, ranges_at_most: ranges } = contract.inbox;
    const inbox = createInbox(client);
    createInbox(client, { pageSize: most, filter: "unread" });
    await world.clock.advance(100);
    const apart = Array.from({ length: ranges + 1 }, (_, index) => ({ ...item, offset: 2 * index + 1 }));

    assert.deepEqual(world.gateway.requests.filter(({ action }) => action === "inbox").map(({ limit }) => limit), [usual, most]);
    assert.throws(() => createInbox(client, { pageSize: most + 1 }), TypeError);
    assert.equal(await world.outcome(inbox.markRead(apart)), "too_many_ranges");
    inbox.markRead(apart.slice(0, ranges));
    await world.clock.advance(100);
    assert.deepEqual(world.gateway.requests.filter(({ action }) => action === "mark").map((mark) => mark.inbox.read.length), [ranges]);
  });

  test("a connection is replaced before the gateway ends it", async () => {
    const world = new World();
    const page = await world.openPage({ random: () => 1 - 2 ** -20 });
    await world.clock.advance(1_000 * contract.connections.longest_life_seconds - 100);

    assert.equal(page.renewals, 1);
    assert.deepEqual(page.names, ["connecting", "open"]);
  });
});
