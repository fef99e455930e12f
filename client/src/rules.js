/** Browsers keep a delay in 32 bits: a longer one would fire at once. */
export const LONGEST_MS = 2 ** 31 - 1;

/** @typedef {{ expected: string, holds: (value: any) => boolean }} Rule */

const isDelay = (/** @type {any} */ value) => typeof value === "number" && value > 0 && value <= LONGEST_MS;
const isFunction = (/** @type {any} */ value) => typeof value === "function";
/** @param {...string} names */
const has = (...names) => (/** @type {any} */ value) => names.every((name) => isFunction(value?.[name]));

/** @type {Rule} */
const DELAY = { expected: "milliseconds, more than 0", holds: isDelay };
/** @type {Rule} */
const RANGE = {
  expected: "two numbers of milliseconds, [from, to]",
  holds: (value) => Array.isArray(value) && value.length === 2 && value.every(isDelay) && value[0] <= value[1],
};
/** @type {Rule} */
const FUNCTION = { expected: "a function", holds: isFunction };

/** @type {Record<string, Rule>} */
const RULES = {
  token: { expected: "a token, or a function that gives one", holds: (value) => isFunction(value) || (typeof value === "string" && value !== "") },
  tokenInUrl: { expected: "true or false", holds: (value) => typeof value === "boolean" },
  storage: { expected: "something with getItem and setItem", holds: has("getItem", "setItem") },
  storageKey: { expected: "a text", holds: (value) => typeof value === "string" && value !== "" },
  offline: { expected: '"queue" or "refuse"', holds: (value) => value === "queue" || value === "refuse" },
  queueLimit: { expected: "a whole number, 1 or more", holds: (value) => Number.isInteger(value) && value >= 1 },
  backoffBaseMs: DELAY,
  backoffCapMs: DELAY,
  stableMs: DELAY,
  attemptMs: DELAY,
  answerMs: DELAY,
  wakeMs: DELAY,
  heartbeatMs: RANGE,
  renewMs: RANGE,
  renewRetryMs: RANGE,
  stragglerMs: DELAY,
  logger: { expected: "something with warn and error", holds: has("warn", "error") },
  onWake: FUNCTION,
  WebSocket: FUNCTION,
  setTimeout: FUNCTION,
  clearTimeout: FUNCTION,
  now: FUNCTION,
  random: FUNCTION,
};

/**
 * @param {string} url
 * @param {any} options
 * @returns {string[]} the names of options that there are not; throws a TypeError for those that cannot be used
 */
export function check(url, options) {
  if (!/^wss?:\/\/[^#]+$/.test(url)) throw new TypeError(`connect: the address is ${show(url)}, expected the stack's WebSocketUrl, wss://…`);
  if (typeof options !== "object" || !options) throw new TypeError(`connect: the options are ${show(options)}, expected at least { token }`);
  for (const [name, { expected, holds }] of Object.entries(RULES)) {
    const value = options[name];
    if ((value !== undefined || name === "token") && !holds(value)) throw new TypeError(`connect: the option ${name} is ${show(value)}, expected ${expected}`);
  }
  return Object.keys(options).filter((name) => !(name in RULES));
}

/** @param {unknown} value @returns {string} */
export function show(value) {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return `[${value.map((part) => (typeof part === "number" ? part : typeof part)).join(", ")}]`;
  return typeof value === "object" && value ? "an object" : String(value);
}
