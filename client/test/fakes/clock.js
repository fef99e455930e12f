/** A clock that moves only when a test moves it. */
export class FakeClock {
  #nowMs = 1_000_000;
  #nextId = 1;
  /** @type {Map<number, { at: number, fire: () => void }>} */
  #timers = new Map();

  now = () => this.#nowMs;

  setTimeout = (fire, delayMs) => {
    const id = this.#nextId++;
    // Whole, as in a browser: of fractions something always remains.
    this.#timers.set(id, { at: this.#nowMs + Math.max(0, Math.ceil(delayMs)), fire });
    return id;
  };

  clearTimeout = (id) => {
    this.#timers.delete(id);
  };

  get pending() {
    return this.#timers.size;
  }

  /** Fires everything that is due, in order of time, with the promises in between. */
  async advance(ms) {
    const until = this.#nowMs + ms;
    await this.#promises();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      const [id, { at, fire }] = next;
      this.#timers.delete(id);
      this.#nowMs = Math.max(this.#nowMs, at);
      fire();
      await this.#promises();
    }
    this.#nowMs = until;
  }

  #next(until) {
    let first;
    for (const timer of this.#timers) if (!first || timer[1].at < first[1].at) first = timer;
    return first && first[1].at <= until ? first : undefined;
  }

  #promises() {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
