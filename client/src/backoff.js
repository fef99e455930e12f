/**
 * The delay before another attempt, in milliseconds: the window doubles with each attempt, is capped, and only then
 * jittered over its whole width ("full jitter"). The other way round, every client would come back in step at the cap.
 * @param {number} attempt 0 for the first
 * @param {() => number} random from [0, 1)
 * @param {{ backoffBaseMs: number, backoffCapMs: number }} window
 */
export function backoff(attempt, random, { backoffBaseMs, backoffCapMs }) {
  return random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** attempt);
}

/**
 * @param {readonly [number, number]} range
 * @param {() => number} random from [0, 1)
 */
export function between([from, to], random) {
  return from + random() * (to - from);
}
