import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeStorage, World, tokenFor } from "../fakes/world.js";

/** Short ones: what takes minutes in a page has to happen often here. */
const OPTIONS = {
  heartbeatMs: [5_000, 10_000],
  renewMs: [15_000, 40_000],
  renewRetryMs: [2_000, 5_000],
  stableMs: 2_000,
  answerMs: 4_000,
  attemptMs: 6_000,
  backoffBaseMs: 500,
  backoffCapMs: 5_000,
  queueLimit: 1_000,
};

const ROOMS = ["project-9", "ticket-3", "ticket-4", "company"];

/** The same numbers for the same seed. */
function seeded(seed) {
  return () => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** What one object of a room was told, and whether it should have been. */
class Record {
  /** @type {Record<string, any>} the last one of each stream */
  #last;
  #wrong;
  /** Whether there may be holes: before the first `open`, as the state is loaded after it, and in what is handed on with a word that some is missing. */
  #loose;
  left = false;
  sent = [];
  received = [];

  /** @param {any} room @param {string[]} wrong @param {Record<string, any>} before what the page before it, in the same tab, was told last */
  constructor(room, wrong, before = {}) {
    this.room = room;
    this.#wrong = wrong;
    this.#last = { ...before };
    this.#loose = !Object.keys(before).length;
    room.onStale(() => this.#stale());
    room.onState(({ state }) => state === "open" && (this.#loose = false));
    room.on("*", (_, notification) => this.#told(notification));
  }

  get last() {
    return this.#last;
  }

  #stale() {
    this.#loose = true;
    this.#last = {};
    queueMicrotask(() => (this.#loose = false));
  }

  #told(notification) {
    const { stream, epoch, offset, room_id } = notification;
    const last = this.#last[stream];
    const what = `${this.room.id} ${stream} ${offset}@${epoch}`;
    if (last && (last.epoch !== epoch || last.offset + 1 !== offset)) this.#wrong.push(`${what} after ${last.offset}@${last.epoch}`);
    if (room_id !== this.room.id) this.#wrong.push(`${what} of ${room_id}`);
    if (this.left || !["open", "joining"].includes(this.room.state)) this.#wrong.push(`${what} while ${this.room.state}, ${this.left ? "left" : "not left"}`);
    if (!this.#loose) this.#last[stream] = { epoch, offset };
    this.received.push(notification.data);
  }
}

/** A tab in which pages come and go, and a backend that grants and takes back. */
class Model {
  wrong = [];
  granted = new Set(ROOMS);
  /** @type {Map<string, Record>} what the present page holds */
  held = new Map();
  sends = 0;
  waiting = new Set();

  constructor(seed) {
    const random = (this.random = seeded(seed * 7_919));
    const world = (this.world = new World());
    this.storage = new FakeStorage();
    world.gateway.rooms.mayJoin = (room) => this.granted.has(room);
    world.gateway.rooms.mostMissed = 20;
    this.bad();
    this.load();
    this.random = random;
  }

  chance(of) {
    return this.random() < of;
  }

  any(of) {
    return of[Math.floor(of.length * this.random())];
  }

  bad() {
    const { gateway } = this.world;
    gateway.workMs = () => 1 + (this.chance(0.1) ? 3_000 : 200) * this.random();
    gateway.weather = () => (this.chance(0.05) ? Infinity : this.chance(0.2) ? 500 * this.random() : 0);
    gateway.answer = () => (this.chance(0.05) ? this.any(["none", { error: { code: "internal", message: "throttled" } }]) : undefined);
  }

  good() {
    Object.assign(this.world.gateway, { deaf: false, handshake: "accept", workMs: () => 20, weather: () => 0, answer: () => undefined });
  }

  /** The page is gone without a word, and comes again. */
  load() {
    this.page?.client.close();
    const token = () => tokenFor("7", "acme", { n: ++this.world.tokens });
    this.page = this.world.page({ ...OPTIONS, storage: this.storage, random: this.random, token });
    const before = this.held;
    this.held = new Map();
    for (const [id, { last }] of before) this.join(id, last);
  }

  join(id, before) {
    if (!this.held.has(id)) this.held.set(id, new Record(this.page.client.room(id), this.wrong, before));
  }

  leave(id) {
    const record = this.held.get(id);
    if (!record) return;
    record.left = true;
    record.room.leave();
    this.held.delete(id);
  }

  ungrant(id) {
    const left = this.any([{ code: "ungranted", return: "no" }, { code: "kicked" }, { code: "revoked", return: "with_new_token" }]);
    this.granted.delete(id);
    this.world.gateway.rooms.end(id, { ...left, lose: this.chance(0.2) });
  }

  send(id) {
    const record = this.held.get(id);
    if (!record) return;
    const data = `${id} ${++this.sends}`;
    this.waiting.add(data);
    record.room.send(data).then(() => record.sent.push(data), () => {}).finally(() => this.waiting.delete(data));
  }

  step() {
    const { gateway } = this.world;
    const id = this.any(ROOMS);
    const things = [
      () => this.join(id),
      () => this.join(id),
      () => this.leave(id),
      () => this.held.get(id)?.room.join(),
      () => (this.leave(id), this.join(id)),
      () => this.granted.add(id),
      () => this.granted.add(id),
      () => this.ungrant(id),
      () => this.send(id),
      () => this.send(id),
      () => gateway.open.forEach((socket) => socket.end(1006)),
      () => (gateway.handshake = this.any(["accept", "accept", "refuse", "hang"])),
      () => (gateway.deaf = !gateway.deaf && this.chance(0.3)),
      () => this.page.offline(),
      () => this.page.wake(),
      () => this.chance(0.3) && this.load(),
      () => this.chance(0.1) && gateway.forget(this.any(["room", "user"]), { room: id }),
    ];
    this.any(things)();
    for (const room of [undefined, ...ROOMS])
      for (const stream of ["room", "user"]) if (this.chance(0.3)) gateway.publish("backend", { room, stream, lose: this.chance(0.1), lateMs: 2_000 * this.random() * this.random() });
  }
}

for (let seed = 1; seed <= 40; seed++) {
  test(`in seed ${seed} each room that is joined hears all in order or is told stale, and one that is not hears nothing`, async () => {
    const model = new Model(seed);
    const { gateway, clock } = model.world;
    for (let step = 0; step < 200; step++) {
      model.step();
      await clock.advance(1_500 * model.random());
    }
    model.good();
    for (const id of ROOMS) model.granted.add(id);
    await clock.advance(60_000);
    for (const { room } of model.held.values()) room.join();
    await clock.advance(60_000);
    for (const id of ROOMS) for (const stream of ["room", "user"]) gateway.publish("last", { room: id, stream });
    await clock.advance(60_000);

    assert.deepEqual(model.wrong, []);
    assert.deepEqual([...model.waiting], []);
    assert.equal(model.page.client.state, "open");
    for (const id of ROOMS) {
      const record = model.held.get(id);
      const there = gateway.rooms.in(id).filter((socket) => gateway.open.includes(socket));
      assert.equal(there.length > 0, !!record, `${id} is ${record?.room.state}, and ${there.length} sockets are in it`);
      if (!record) continue;
      assert.equal(record.room.state, "open", id);
      for (const stream of ["room", "user"]) assert.deepEqual(record.last[stream], gateway.position(stream, { room: id }), `${id} ${stream}`);
      assert.equal(new Set(record.sent).size, record.sent.length);
      const own = record.received.filter((data) => record.sent.includes(data));
      assert.deepEqual(own, record.sent.filter((data) => own.includes(data)), "in the order of the calls, once");
    }
  });
}
