import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createInbox } from "../../src/inbox.js";
import { FakeInbox } from "../fakes/inbox.js";
import { World } from "../fakes/world.js";

const STREAMS = ["inbox", "announcements"];
const FILTERS = ["all", "unread", "archived"];
const STEPS = 250;
const MINUTE_MS = 60_000;

/** Devices of one user over a bad network, and the recount. */
class Model {
  #random;
  world = new World();
  inbox = new FakeInbox(this.world.gateway, this.world.clock);
  devices = [];
  refusals = [];
  #published = 0;

  constructor(seed) {
    this.#random = () => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    // The first numbers of near seeds are near each other.
    for (let skip = 0; skip < 10; skip++) this.#random();
    this.inbox.lifeMs = 40 * MINUTE_MS;
  }

  #some(count) {
    return Math.floor(this.#random() * count);
  }

  #one(list) {
    return list[this.#some(list.length)];
  }

  async begin() {
    for (let device = 0; device < 3; device++) this.#open();
    await this.world.clock.advance(1_000);
  }

  #open() {
    const page = this.world.page({ backoffBaseMs: 500, backoffCapMs: 4_000, answerMs: 5_000, random: this.#random, renewMs: [2 * MINUTE_MS, 10 * MINUTE_MS], stableMs: 2_000 });
    const lists = FILTERS.map((filter) => createInbox(page.client, { filter, pageSize: 1 + this.#some(8), lazy: this.#random() < 0.3 }));
    this.devices.push({ page, lists, heard: [] });
    page.client.on("*", (_, { stream, epoch, offset }) => this.devices.find((device) => device.page === page)?.heard.push([stream, epoch, offset]));
  }

  storm() {
    const { gateway } = this.world;
    gateway.weather = () => (this.#random() < 0.1 ? Infinity : this.#random() < 0.2 ? this.#some(1_500) : this.#some(30));
    gateway.workMs = () => this.#some(60);
    gateway.answer = ({ action }) => {
      const draw = this.#random();
      if (action === "resume") return draw < 0.05 ? "none" : undefined;
      if (draw < 0.05) return { error: { code: "internal", message: "a fault" } };
      if (draw < 0.1) return { error: { code: "too_many_messages", message: "too many", retry_after: 1 + this.#some(3) } };
      return draw < 0.12 ? { message: "Internal server error", ref: undefined } : undefined;
    };
  }

  calm() {
    const { gateway } = this.world;
    gateway.weather = () => 0;
    gateway.workMs = () => 0;
    gateway.answer = () => undefined;
  }

  async step() {
    const { gateway, clock } = this.world;
    const device = this.#one(this.devices);
    const action = this.#some(20);
    if (action < 6) for (let more = this.#some(4); more >= 0; more--) this.inbox.publish(this.#one(STREAMS), { type: "n", data: ++this.#published });
    else if (action < 13) this.#mark(device);
    else if (action === 13) this.#one(device.lists).loadMore().catch(() => {});
    else if (action === 14) this.#one(gateway.open)?.end(1006);
    else if (action === 15) device.page.client.disconnect();
    else if (action === 16) for (const { page } of this.devices) page.client.connect();
    else if (action === 17) await clock.advance(this.#random() < 0.2 ? this.#some(15 * MINUTE_MS) : this.#some(MINUTE_MS));
    else if (action === 18) this.#reload(device);
    else if (this.#random() < 0.2) this.inbox.begin(this.#one(STREAMS));
    await clock.advance(this.#some(800));
    for (const one of this.devices) this.#holds(one);
  }

  #mark({ lists }) {
    const list = this.#one(lists);
    const items = list.items.filter(() => this.#random() < 0.3);
    const how = this.#some(10);
    const marking = how < 6 ? list[["markRead", "markRead", "markUnread", "archive", "unarchive", "markRead"][how]](items) : how < 8 ? list.markAllRead() : list.seen();
    marking.catch(({ code }) => this.refusals.push(code));
  }

  #reload(device) {
    device.page.client.close();
    this.devices.splice(this.devices.indexOf(device), 1);
    this.#open();
  }

  /** At any time: what is shown belongs there, once, the newest first, and the numbers fit it. */
  #holds({ lists }) {
    for (const [index, filter] of FILTERS.entries()) {
      const { items, unread, unseen, ready } = lists[index].getSnapshot();
      assert.equal(lists[index].getSnapshot(), lists[index].getSnapshot());
      assert.ok(unseen <= unread && unread >= 0 && unseen >= 0);
      if (!ready) assert.equal(unread, 0);
      assert.equal(new Set(items.map(({ id }) => id)).size, items.length, "an item twice");
      for (const { read, archived } of items) {
        if (filter === "archived") assert.ok(archived);
        else assert.ok(!archived && (filter === "all" || !read));
      }
      for (const name of STREAMS) {
        const offsets = items.filter(({ stream }) => stream === name).map(({ offset }) => offset);
        assert.deepEqual(offsets, offsets.toSorted((a, b) => b - a));
      }
    }
  }

  /** With the network well again, everything heals within a heartbeat, and the badge is that of a recount. */
  async settles() {
    this.calm();
    for (const { page } of this.devices) page.client.connect();
    await this.world.clock.advance(10 * MINUTE_MS);
    this.#keep();
    await this.world.clock.advance(10 * MINUTE_MS);
    const seen = { unread: this.inbox.unread, unseen: this.inbox.unseen };
    for (const [index, { lists, page }] of this.devices.entries())
      for (const [at, filter] of FILTERS.entries()) {
        const list = lists[at];
        const { unread, unseen } = list.getSnapshot();
        assert.deepEqual({ unread, unseen }, seen, `badge of device ${index}, ${page.client.state}`);
        for (let pages = 0; list.hasMore && pages < 300; pages++) {
          list.loadMore();
          await this.world.clock.advance(1_000);
        }
        const wanted = STREAMS.flatMap((name) => this.inbox.passing(name, filter).map(({ id }) => id));
        const shown = list.items.map(({ id }) => id);
        assert.deepEqual([wanted.filter((id) => !shown.includes(id)), shown.filter((id) => !wanted.includes(id))], [[], []], `${filter} of device ${index}: what is missing, and what is too much`);
        for (const { stream, offset, read, archived } of list.items) {
          assert.equal(read, this.inbox.streams[stream].read.has(offset));
          assert.equal(archived, this.inbox.streams[stream].archived.has(offset));
        }
      }
    this.inbox.now = this.world.clock.now;
  }

  /** On a network that loses nothing, everything is there at once, in whatever order it comes, and what expires goes. */
  async lives() {
    const { gateway, clock } = this.world;
    gateway.weather = () => this.#some(100);
    this.#keep();
    await clock.advance(10 * MINUTE_MS);
    for (let step = 0; step < 25; step++) {
      const device = this.#one(this.devices);
      for (let actions = this.#some(4); actions >= 0; actions--) {
        if (this.#random() < 0.3) this.inbox.publish(this.#one(STREAMS), { type: "n", data: ++this.#published });
        else this.#mark(device);
      }
      await clock.advance(1_000);
      this.#agree();
    }
    this.inbox.now = clock.now;
    await clock.advance(this.inbox.lifeMs + MINUTE_MS);
    this.#agree();
  }

  /** Nothing expires for a while, since clients may be half a minute late to see it. */
  #keep() {
    const now = this.world.clock.now();
    this.inbox.now = () => now;
  }

  #agree() {
    const wanted = { unread: this.inbox.unread, unseen: this.inbox.unseen };
    for (const { lists } of this.devices)
      for (const list of lists) assert.deepEqual({ unread: list.unread, unseen: list.unseen }, wanted);
  }

  /** Handlers get each notification of the inbox once and in order. */
  handlersHeardEachOnce() {
    for (const { heard } of this.devices) {
      const last = {};
      for (const [stream, epoch, offset] of heard) {
        assert.ok(offset > (last[`${stream} ${epoch}`] ?? 0), `${stream} ${epoch} ${offset}`);
        last[`${stream} ${epoch}`] = offset;
      }
    }
  }

  eachMarkWasAppliedOnce() {
    const refs = this.inbox.applied.map(({ ref }) => ref);
    assert.equal(new Set(refs).size, refs.length);
  }
}

describe("an inbox on three devices over a bad network is what a recount of the server says", () => {
  const seeds = process.env.SEEDS ? process.env.SEEDS.split(",").map(Number) : [1, 2, 3, 4];
  for (const seed of seeds)
    test(`with seed ${seed}`, async () => {
      const model = new Model(seed);
      await model.begin();
      for (let round = 0; round < 3; round++) {
        model.storm();
        for (let step = 0; step < STEPS / 3; step++) await model.step();
        await model.settles();
      }
      await model.lives();
      model.handlersHeardEachOnce();
      model.eachMarkWasAppliedOnce();
      for (const { page } of model.devices) page.client.close();
      await model.world.clock.advance(100);
      assert.equal(model.world.clock.pending, 0, "timers are left");
    });
});
