import assert from "node:assert/strict";

const STREAMS = ["inbox", "announcements"];
const KINDS = ["read", "unread", "archived", "unarchived"];
const MOST_RANGES = 500;
const REFS = 32;

/** The state of a further room, to which nothing was appended. */
const NOTHING = { epoch: "", offset: 0, floor: 0, seen: 0, read: [], archived: [] };
const ELSEWHERE = { version: 1, inbox: NOTHING, announcements: NOTHING, unread: 0, unseen: 0 };

/** Sets of offsets as they are, so that nothing of the client's arithmetic is believed. */
const rangesOf = (offsets) => {
  const ranges = [];
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    if (ranges.at(-1)?.[1] === offset - 1) ranges.at(-1)[1] = offset;
    else ranges.push([offset, offset]);
  }
  return ranges;
};

/**
 * The inbox of the one user of a gateway in the home room, while that of each further one is empty, as `docs/protocol.md` has it, and as strict: what the protocol does not allow
 * fails the test. A test
 * - publishes with `publish(stream, data, { lose, lateMs })`, and looks at `streams`;
 * - lets items expire by moving the clock `lifeMs` on, and nothing more by fixing `now`;
 * - lets a stream begin anew with `begin(stream)`.
 */
export class FakeInbox {
  lifeMs = 30 * 24 * 3_600_000;
  version = 0;
  refs = [];
  /** Each mark that was applied, for a recount. */
  applied = [];
  streams = {};
  #gateway;
  #clock;
  #epochs = 0;

  constructor(gateway, clock) {
    this.#gateway = gateway;
    this.#clock = clock;
    this.now = clock.now;
    gateway.inbox = this;
    for (const name of STREAMS) this.#empty(name);
  }

  #empty(name) {
    this.streams[name] = { epoch: "", items: [], seen: 0, read: new Set(), archived: new Set() };
  }

  /** Another life of a stream, with nothing in it. */
  begin(name) {
    this.#empty(name);
    this.version++;
  }

  publish(name, data, { lose = false, lateMs = 0 } = {}) {
    const stream = this.streams[name];
    if (!stream.items.length) stream.epoch = `life${++this.#epochs}`;
    const offset = stream.items.length + 1;
    const notification = { user_id: "backend", data, id: `${name}-${stream.epoch}-${offset}`, stream: name, epoch: stream.epoch, offset, at: this.#clock.now() };
    stream.items.push(notification);
    if (!lose) for (const socket of this.#gateway.open) socket.deliver(notification, 10 + lateMs);
    return notification;
  }

  floor(name) {
    const { items } = this.streams[name];
    const now = this.now();
    const first = items.findIndex(({ at }) => at + this.lifeMs > now);
    return first < 0 ? items.length : first;
  }

  /** What a filter lets pass, by offset from the highest down. */
  passing(name, filter) {
    const { items, read, archived } = this.streams[name];
    const passes = { all: (o) => !archived.has(o), unread: (o) => !archived.has(o) && !read.has(o), archived: (o) => archived.has(o) }[filter];
    return items.slice(this.floor(name)).filter(({ offset }) => passes(offset)).reverse();
  }

  get unread() {
    return STREAMS.flatMap((name) => this.passing(name, "unread")).length;
  }

  get unseen() {
    return STREAMS.flatMap((name) => this.passing(name, "unread").filter(({ offset }) => offset > this.streams[name].seen)).length;
  }

  state() {
    const parts = STREAMS.map((name) => {
      const { epoch, items, seen, read, archived } = this.streams[name];
      const floor = this.floor(name);
      const above = (set) => rangesOf([...set].filter((offset) => offset > floor));
      const first = items[floor];
      return [name, { epoch, offset: items.length, floor, seen: Math.max(seen, floor), read: above(read), archived: above(archived), ...(first && { expires_at: first.at + this.lifeMs }) }];
    });
    this.version += this.#moved(parts);
    return { version: this.version, ...Object.fromEntries(parts), unread: this.unread, unseen: this.unseen };
  }

  #floors = "";

  /** A floor or an epoch that is another is stored, and is a version. */
  #moved(parts) {
    const floors = JSON.stringify(parts.map(([, { epoch, floor }]) => [epoch, floor]));
    const moved = floors !== this.#floors;
    this.#floors = floors;
    return moved ? 1 : 0;
  }

  answer(request, socket) {
    if (request.action === "resume") return this.#resume(request);
    if (request.action === "inbox") return request.room_id === undefined ? this.#page(request) : { items: [], room_id: request.room_id, state: ELSEWHERE };
    if (request.action === "mark") return this.#mark(request, socket);
    return undefined;
  }

  #resume({ state, inbox, announcements }) {
    if (!state && !inbox && !announcements) return undefined;
    const told = this.state();
    const missed = STREAMS.map((name) => this.#missed(name, { inbox, announcements }[name], told[name]));
    const whole = !missed.includes(undefined);
    return { state: told, inbox_recovered: whole, notifications: whole ? missed.flat() : [] };
  }

  /** What there is to say about the inbox of a further room. */
  resumeElsewhere({ state, inbox, announcements }) {
    return state || inbox || announcements ? { state: ELSEWHERE, inbox_recovered: true } : {};
  }

  #missed(name, position, { epoch, floor, offset }) {
    if (!position) return [];
    assert.equal(typeof position.epoch, "string");
    if (position.epoch !== "" && position.epoch !== epoch) return undefined;
    const from = Math.max(position.offset, floor);
    if (from > offset || offset - from > 300) return undefined;
    return this.streams[name].items.slice(from);
  }

  #page({ limit = 20, before, filter = "all", ref }) {
    assert.ok(Number.isInteger(limit) && limit >= 1 && limit <= 50, `limit ${limit}`);
    assert.match(ref, /^[\w-]{1,64}$/);
    const left = Object.fromEntries(STREAMS.map((name) => [name, this.passing(name, filter).filter(({ offset }) => offset < this.#below(name, before?.[name]))]));
    const next = Object.fromEntries(STREAMS.map((name) => [name, { epoch: this.streams[name].epoch, offset: Math.min(this.#below(name, before?.[name]), this.streams[name].items.length + 1) }]));
    const items = [];
    while (items.length < limit && (left.inbox.length || left.announcements.length)) {
      const name = left.announcements[0]?.at > (left.inbox[0]?.at ?? -1) ? "announcements" : "inbox";
      const item = left[name].shift();
      next[name].offset = item.offset;
      const { read, archived } = this.streams[name];
      items.push({ ...item, read: read.has(item.offset), archived: archived.has(item.offset) });
    }
    for (const name of STREAMS) if (!this.streams[name].epoch) next[name] = { epoch: "", offset: 0 };
    const more = left.inbox.length + left.announcements.length > 0;
    return { items, ...(more && { next }), state: this.state() };
  }

  #below(name, cursor) {
    const { epoch } = this.streams[name];
    return cursor && (cursor.epoch === epoch || (cursor.epoch === "" && cursor.offset === 0)) ? cursor.offset : Infinity;
  }

  #mark(request, socket) {
    const { ref } = request;
    assert.match(ref, /^[\w-]{1,64}$/);
    assert.ok(STREAMS.some((name) => request[name]), "a mark without a stream");
    assert.deepEqual(Object.keys(request).filter((name) => !["action", "ref", ...STREAMS].includes(name)), []);
    if (this.refs.includes(ref)) return { ok: true, state: this.state() };
    const after = STREAMS.map((name) => [name, this.#marked(name, request[name])]);
    const count = (streams) => streams.flatMap(({ read, archived }) => [...rangesOf(read), ...rangesOf(archived)]).length;
    const ranges = count(after.map(([, stream]) => stream));
    if (ranges > MOST_RANGES && ranges > count(Object.values(this.streams)))
      return { error: { code: "too_many_ranges", message: `${ranges} ranges; expected ${MOST_RANGES} at most` } };
    for (const [name, stream] of after) this.streams[name] = stream;
    this.refs = [...this.refs, ref].slice(-REFS);
    this.applied.push(request);
    this.version++;
    const state = this.state();
    for (const other of this.#gateway.open) if (other !== socket) other.deliver({ state, data: {} });
    return { ok: true, state };
  }

  #marked(name, change) {
    const stream = this.streams[name];
    if (!change) return stream;
    assert.equal(typeof change.epoch, "string");
    for (const kind of Object.keys(change)) assert.ok(["epoch", "seen", ...KINDS].includes(kind), kind);
    const some = Object.fromEntries(KINDS.map((kind) => [kind, this.#offsets(change[kind] ?? [], stream)]));
    assert.ok(Number.isSafeInteger(change.seen ?? 0) && (change.seen ?? 0) >= 0);
    if (change.epoch !== stream.epoch) return stream;
    const floor = this.floor(name);
    const here = (offsets) => offsets.filter((offset) => offset > floor && offset <= stream.items.length);
    return {
      ...stream,
      seen: Math.max(stream.seen, Math.min(change.seen ?? 0, stream.items.length)),
      read: new Set([...stream.read, ...here(some.read)].filter((offset) => !some.unread.includes(offset))),
      archived: new Set([...stream.archived, ...here(some.archived)].filter((offset) => !some.unarchived.includes(offset))),
    };
  }

  #offsets(ranges, { items }) {
    assert.ok(Array.isArray(ranges) && ranges.length <= MOST_RANGES, "ranges");
    return ranges.flatMap(([first, last, ...more]) => {
      assert.ok(Number.isSafeInteger(first) && first >= 1 && first <= last && !more.length, `[${first}, ${last}]`);
      return Array.from({ length: Math.min(last, items.length + 1) - first + 1 }, (_, index) => first + index);
    });
  }
}
