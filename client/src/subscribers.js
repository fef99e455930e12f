/** Handlers by name. One that throws, or whose promise rejects, is reported and disturbs nobody. */
export class Subscribers {
  #logger;
  /** @type {Map<string, Set<Function>>} */
  #handlers = new Map();

  /** @param {Pick<Console, "error">} logger */
  constructor(logger) {
    this.#logger = logger;
  }

  /**
   * @param {string} name
   * @param {Function} handler
   * @param {unknown} [present] it is told at once
   * @returns {() => void} removes it
   */
  add(name, handler, present) {
    if (typeof handler !== "function") throw new TypeError(`${handler} is no function to handle "${name}"`);
    // A wrapper of its own, so that each registration of the same function can be removed for itself.
    const own = (/** @type {unknown[]} */ ...args) => handler(...args);
    const all = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, all.add(own));
    if (present !== undefined) this.#run(name, own, [present]);
    return () => {
      all.delete(own);
      // Names come from the application and may be without number.
      if (!all.size && this.#handlers.get(name) === all) this.#handlers.delete(name);
    };
  }

  /** @param {string} name @param {...unknown} args */
  call(name, ...args) {
    const all = this.#handlers.get(name);
    for (const handler of [...(all ?? [])]) {
      if (all?.has(handler)) this.#run(name, handler, args);
    }
  }

  clear() {
    for (const all of this.#handlers.values()) all.clear();
    this.#handlers.clear();
  }

  /** @param {string} name @param {Function} handler @param {unknown[]} args */
  #run(name, handler, args) {
    const report = (/** @type {unknown} */ thrown) => this.#logger.error(`A handler of "${name}" failed:`, thrown);
    try {
      Promise.resolve(handler(...args)).catch(report);
    } catch (thrown) {
      report(thrown);
    }
  }
}
