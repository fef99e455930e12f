import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { begin, joined, MINUTE, offsets, publish, world } from "../fakes/further.js";

const contract = JSON.parse(readFileSync(new URL("../../../docs/contract.json", import.meta.url), "utf8"));

beforeEach(begin);

describe("a room that the server ends", () => {
  for (const text of contract.rooms.left) {
    const { left } = JSON.parse(text);
    test(`by the contract's frame (${left.code}) is refused by that name and with that message`, async () => {
      const [page, told] = await joined(left.room_id);
      world.gateway.sockets[0].deliverText(text);
      await world.clock.advance(100);

      assert.deepEqual([told.last.state, told.last.reason.code, told.last.reason.message], ["refused", left.code, left.message]);
      assert.equal(told.last.willRetry, left.return === "with_new_token");
      assert.deepEqual(page.logged, []);
    });
  }

  test("or refuses has a code that the types know", () => {
    const types = readFileSync(new URL("../../src/index.d.ts", import.meta.url), "utf8");
    const known = types.split("export type RefusedCode =")[1].split(";")[0];
    // What passes by waiting is nothing for the application.
    const codes = [...contract.rooms.refused.filter((code) => code !== "try_again"), ...contract.rooms.left.map((text) => JSON.parse(text).left.code)];

    for (const code of codes) assert.ok(known.includes(`"${code}"`), code);
  });

  for (const code of ["ungranted", "kicked", "grant_expired", "of the future"])
    test(`for good (${code}) is refused by that name, and not joined again by itself`, async () => {
      const [page, told] = await joined();
      world.gateway.rooms.end("project-9", { code, return: "no", message: "so it is" });
      await world.clock.advance(50);
      world.gateway.sockets[0].end(1006);
      await world.clock.advance(20 * MINUTE);

      assert.deepEqual(told.names, ["joining", "open", "refused"]);
      assert.deepEqual([told.last.reason.code, told.last.reason.message, told.last.willRetry], [code, "so it is", false]);
      assert.deepEqual(page.names, ["connecting", "open", "disconnected", "connecting", "open"]);
      assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    });

  test("until there is another token is joined again with that, and has missed nothing", async () => {
    const [, told] = await joined();
    publish("project-9");
    await world.clock.advance(100);
    world.gateway.rooms.end("project-9", { code: "revoked", return: "with_new_token" });
    publish("project-9");
    await world.clock.advance(11 * MINUTE);
    assert.deepEqual([told.last.state, told.last.willRetry, told.last.reason.code], ["refused", true, "revoked"]);
    world.gateway.sockets[0].end(1006);
    await world.clock.advance(5_000);

    assert.deepEqual(told.names, ["joining", "open", "refused", "joining", "open"]);
    assert.deepEqual(told.offsets, offsets(2));
  });

  test("without saying how is ended as for good, and says so", async () => {
    const [, told] = await joined();
    world.gateway.rooms.end("project-9", { code: "kicked" });
    await world.clock.advance(100);

    assert.deepEqual([told.last.willRetry, told.last.reason.message], [false, "The server has ended it: kicked"]);
  });

  test("says nothing more", async () => {
    const [, told] = await joined();
    const [socket] = world.gateway.sockets;
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    const late = publish("project-9");
    socket.deliver(late, 100);
    await world.clock.advance(1_000);

    assert.deepEqual(told.offsets, []);
  });

  test("while a question about it is on its way, does not count the answer", async () => {
    const [, told] = await joined();
    publish("project-9", { lose: true });
    const last = publish("project-9");
    world.gateway.answer = ({ rooms }) => (rooms ? "none" : undefined);
    await world.clock.advance(1_100);
    const { ref } = world.resumes().at(-1);
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    await world.clock.advance(20);
    const answer = { recovered: true, room: { epoch: last.epoch, offset: 2 }, user: { epoch: "", offset: 0 } };
    world.gateway.sockets[0].deliver({ rooms: { "project-9": answer }, ref, data: {} });
    await world.clock.advance(MINUTE);

    assert.deepEqual(told.names, ["joining", "open", "refused"]);
    assert.deepEqual(told.offsets, []);
    told.room.join();
    await world.clock.advance(100);
    assert.equal(world.resumes().at(-1).rooms["project-9"].room.offset, 0);
  });

  test("is joined again at the application's word, and what came meanwhile is not missed", async () => {
    const [, told] = await joined();
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no" });
    await world.clock.advance(100);
    publish("project-9");
    told.room.join();
    await world.clock.advance(100);

    assert.deepEqual(told.names, ["joining", "open", "refused", "joining", "open"]);
    assert.deepEqual(told.offsets, ["room 1"]);
  });

  test("without a word that arrives is found by the next heartbeat", async () => {
    const [, told] = await joined();
    world.gateway.rooms.mayJoin = () => false;
    world.gateway.rooms.end("project-9", { code: "ungranted", return: "no", lose: true });
    await world.clock.advance(8 * MINUTE);

    assert.equal(told.last.reason.code, "not_granted");
  });

  test("that is no room of this client, changes nothing", async () => {
    const [page, told] = await joined();
    for (const left of [{ room_id: "other", code: "kicked" }, { code: "kicked" }, { room_id: null, code: "kicked" }, { room_id: "", code: "kicked" }, "no"])
      world.gateway.sockets[0].deliver({ left, data: {} });
    await world.clock.advance(100);

    assert.equal(told.room.state, "open");
    assert.equal(page.client.state, "open");
  });
});
