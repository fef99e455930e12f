import { connect } from "../../src/index.js";
import { FakeClock } from "./clock.js";
import { FakeGateway } from "./gateway.js";

export const URL = "wss://gateway.test/development";

/** As a backend issues it, without the parts that only the server looks at. */
export const tokenFor = (user, room, claims = {}) =>
  `e30.${Buffer.from(JSON.stringify({ user_id: user, room_id: room, ...claims })).toString("base64url")}.c2ln`;

/** A storage that lives as long as the test. */
export class FakeStorage {
  items = new Map();
  getItem = (key) => this.items.get(key) ?? null;
  setItem = (key, value) => this.items.set(key, value);
  removeItem = (key) => this.items.delete(key);
}

/** What the application is told of one room. */
class Told {
  states = [];
  received = [];
  stale = [];

  /** @param {any} room */
  listen(room) {
    room.onState((event) => this.states.push(event));
    room.onStale((reason) => this.stale.push(reason.code));
    room.on("*", (_, notification) => this.received.push(notification));
    return this;
  }

  get names() {
    return this.states.map(({ state }) => state);
  }

  get last() {
    return this.states.at(-1);
  }

  /** What came, as "room 1". */
  get offsets() {
    return this.received.map(({ stream, offset }) => `${stream} ${offset}`);
  }
}

/** One browser page: a client, and everything it has told the application. */
export class Page extends Told {
  renewals = 0;
  logged = [];

  constructor(world, options = {}) {
    super();
    const log = (...parts) => this.logged.push(parts.join(" "));
    this.client = connect(URL, {
      token: () => `token${++world.tokens}`,
      WebSocket: world.gateway.WebSocket,
      setTimeout: world.clock.setTimeout,
      clearTimeout: world.clock.clearTimeout,
      now: world.clock.now,
      random: () => 0.5,
      onWake: (wake, offline) => {
        Object.assign(this, { wake, offline });
        return () => (this.wake = this.offline = undefined);
      },
      logger: { warn: log, error: log },
      ...options,
    });
    this.listen(this.client);
    this.client.onRenewed(() => this.renewals++);
  }

  /** Joins a further room. */
  join(id) {
    const room = this.client.room(id);
    return Object.assign(new Told().listen(room), { room });
  }
}

export class World {
  tokens = 0;
  clock = new FakeClock();
  gateway = new FakeGateway(this.clock);

  page(options) {
    return new Page(this, options);
  }

  /** A page whose connection is open. */
  async openPage(options) {
    const page = this.page(options);
    await this.clock.advance(100);
    return page;
  }

  /** A page whose connection is open and stable. */
  async stablePage(options) {
    const page = await this.openPage(options);
    await this.clock.advance(11_000);
    return page;
  }

  resumes() {
    return this.gateway.requests.filter(({ action }) => action === "resume");
  }

  /** What became of a promise by now. */
  async outcome(promise) {
    let result = "pending";
    promise.then(
      () => (result = "resolved"),
      (error) => (result = error?.code ?? error),
    );
    await this.clock.advance(0);
    return result;
  }
}
