/**
 * Sets of offsets, kept as ranges: ascending, and neither overlapping nor touching.
 * @typedef {readonly (readonly [number, number])[]} Ranges
 */

/** @type {Ranges} */
export const NONE = [];

/** @param {Ranges} any in any order, overlapping or not @returns {Ranges} */
export function rangesOf(any) {
  /** @type {[number, number][]} */
  const joined = [];
  for (const [first, last] of [...any].sort(([a], [b]) => a - b)) {
    const before = joined[joined.length - 1];
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else if (first <= last) joined.push([first, last]);
  }
  return joined;
}

/** @param {Ranges} ranges @param {Ranges} others */
export const plus = (ranges, others) => rangesOf([...ranges, ...others]);

/** @param {Ranges} ranges @param {Ranges} others @returns {Ranges} */
export function minus(ranges, others) {
  return ranges.flatMap(([first, last]) => {
    /** @type {[number, number][]} */
    const left = [];
    for (const [from, to] of others) {
      if (to < first || from > last) continue;
      if (from > first) left.push([first, from - 1]);
      first = to + 1;
    }
    return first <= last ? [...left, [first, last]] : left;
  });
}

/** @param {Ranges} ranges @param {number} first @param {number} last both included */
export const within = (ranges, first, last) => minus(minus(ranges, [[-Infinity, first - 1]]), [[last + 1, Infinity]]);

/** How many offsets. @param {Ranges} ranges */
export const size = (ranges) => ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** @param {Ranges} ranges @param {number} offset */
export const has = (ranges, offset) => ranges.some(([first, last]) => first <= offset && offset <= last);
