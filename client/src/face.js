/**
 * What the application holds. Its functions need no `this`, so that a proxy around it (Vue's `reactive`, Pinia) works,
 * and it is of a class, so that libraries which copy plain objects leave it alone.
 */
export class Face {
  /** @param {any} behind @param {readonly string[]} values @param {readonly string[]} functions */
  constructor(behind, values, functions) {
    for (const name of values) Object.defineProperty(this, name, { get: () => behind[name], enumerable: true, configurable: true });
    for (const name of functions) Object.assign(this, { [name]: behind[name].bind(behind) });
  }
}

/** What the home room and others have in common. */
export const COMMON = /** @type {const} */ (["on", "onState", "onRenewed", "onStale", "send", "when", "extend"]);
