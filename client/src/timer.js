import { LONGEST_MS } from "./rules.js";

/** One timer: starting it again moves it. */
export class Timer {
  #clock;
  #fire;
  /** @type {unknown} */
  #id;

  /**
   * @param {import("./options.js").Clock} clock
   * @param {() => void} fire
   */
  constructor(clock, fire) {
    this.#clock = clock;
    this.#fire = fire;
  }

  get running() {
    return this.#id !== undefined;
  }

  /** @param {number} delayMs */
  start(delayMs) {
    this.stop();
    const { setTimeout } = this.#clock;
    this.#id = setTimeout(() => {
      this.#id = undefined;
      this.#fire();
    }, Math.min(delayMs, LONGEST_MS));
  }

  stop() {
    if (!this.running) return;
    const { clearTimeout } = this.#clock;
    clearTimeout(this.#id);
    this.#id = undefined;
  }
}
