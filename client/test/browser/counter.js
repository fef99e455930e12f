import { call } from "../../demo/console.js";
import { connect } from "../../src/index.js";

/**
 * A client that sends numbers and checks what it hears: offsets without holes in each stream, and the numbers of each
 * sender in the order of sending. Keeps no notification, so that the memory that is measured is the client's, and keeps
 * its record through reloads. A page that is loaded anew begins a new life, since what waited in the old one is lost.
 */
export class Counter {
  #key;
  #mates;
  #kept;
  /** How many were sent in this life, to each. */
  #sent = {};

  constructor(url, { user, room, mates, brief: _, ...options }) {
    this.#key = `record ${room} ${user}`;
    this.#mates = mates;
    this.#kept = JSON.parse(sessionStorage.getItem(this.#key)) ?? { life: 0, opened: 0, renewed: 0, published: 0, last: {}, heard: {}, settled: {}, disorder: [], stale: [], failed: [] };
    this.#keep({ life: this.#kept.life + 1 });
    this.client = connect(url, {
      token: async ({ signal }) => (await call("token", { user, room }, (path, request) => fetch(path, { ...request, signal }))).token,
      storage: sessionStorage,
      ...options,
    });
    this.client.onState(({ state }) => state === "open" && this.#keep({ opened: this.#kept.opened + 1 }));
    this.client.onRenewed(() => this.#keep({ renewed: this.#kept.renewed + 1 }));
    this.client.onStale(({ code }) => this.#keep({ stale: [...this.#kept.stale, code] }));
    this.client.on("*", (_, { stream, offset }) => this.#inTurn(this.#kept.last, stream, offset));
    this.client.on("test", () => this.#keep({ published: this.#kept.published + 1 }));
    this.client.on("number", ({ life, number }, { stream, user_id }) => this.#inTurn(this.#kept.heard, `${stream} of ${user_id} in life ${life}`, number));
  }

  /** Sends numbers, some to one user only, and waits for none of them. */
  sendMore(count) {
    for (let more = 0; more < count; more++) {
      const mate = Math.random() < 0.3 ? this.#mates[Math.floor(Math.random() * this.#mates.length)] : undefined;
      const { life } = this.#kept;
      const to = mate ? `user ${mate} in life ${life}` : `room in life ${life}`;
      const number = (this.#sent[to] = (this.#sent[to] ?? 0) + 1);
      this.client.send({ type: "number", data: { life, number } }, mate && { to: [mate] }).then(
        () => this.#inTurn(this.#kept.settled, to, number),
        ({ code }) => this.#keep({ failed: [...this.#kept.failed, code] }),
      );
    }
  }

  get record() {
    const waiting = Object.entries(this.#sent).filter(([to, number]) => this.#kept.settled[to] !== number).length;
    return { ...this.#kept, waiting, state: this.client.state };
  }

  #inTurn(counts, what, number) {
    const before = counts[what] ?? 0;
    if (number !== before + 1) this.#kept.disorder.push(`${what}: ${number} after ${before}`);
    counts[what] = number;
    this.#keep({});
  }

  #keep(more) {
    Object.assign(this.#kept, more);
    sessionStorage.setItem(this.#key, JSON.stringify(this.#kept));
  }
}
