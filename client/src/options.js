/**
 * @typedef {object} Clock
 * @property {(fire: () => void, delayMs: number) => unknown} setTimeout
 * @property {(id: any) => void} clearTimeout
 */

/**
 * Everything with its default; a name that ends in `Ms` is in milliseconds, and a pair is a range of which each
 * client draws its own value.
 * @typedef {object} Settings
 * @property {boolean} [tokenInUrl] for a proxy on the way that takes subprotocols away
 * @property {"queue" | "refuse"} offline what `send` does without a connection
 * @property {number} queueLimit how many sends may wait for their answer, offline or not
 * @property {number} backoffBaseMs the window of the first retry
 * @property {number} backoffCapMs the widest window
 * @property {number} attemptMs the longest an attempt may take: token, handshake and the first answer
 * @property {number} answerMs the longest silence after a question
 * @property {number} stableMs a connection that answers after this long is stable
 * @property {[number, number]} heartbeatMs after how much silence the server is asked
 * @property {[number, number]} renewMs at which age a connection is replaced
 * @property {[number, number]} renewRetryMs when a replacement that failed is tried again
 * @property {number} stragglerMs how long to wait for late ones before asking for them
 * @property {number} refusalLimit handshakes refused in a row, each with a fresh token, before the client stops
 * @property {Pick<globalThis.Storage, "getItem" | "setItem"> | undefined} storage where the position is kept
 * @property {string} storageKey
 * @property {Pick<Console, "warn" | "error">} logger
 * @property {new (url: string, protocols: string[]) => import("./transport.js").Socket} WebSocket
 * @property {Clock["setTimeout"]} setTimeout
 * @property {Clock["clearTimeout"]} clearTimeout
 * @property {() => number} now in milliseconds
 * @property {() => number} random from [0, 1)
 * @property {() => boolean} online whether there is a network at all; may be wrongly true
 * @property {(wake: () => void) => () => void} onWake calls when it is a good moment to look; returns its remover
 */

/** @typedef {Partial<Settings> & { token: import("./token.js").TokenSource }} Options */

const MINUTE_MS = 60_000;

/** The network is back, or the page is looked at again. @param {() => void} wake */
function onWake(wake) {
  const listening = new AbortController();
  const { signal } = listening;
  globalThis.addEventListener?.("online", wake, { signal });
  globalThis.document?.addEventListener("visibilitychange", () => document.hidden || wake(), { signal });
  return () => listening.abort();
}

/**
 * @param {string} url
 * @returns {Settings}
 */
export const defaults = (url) => ({
  offline: "queue",
  queueLimit: 100,
  // API Gateway takes 500 new connections a second: two seconds let a thousand clients in.
  backoffBaseMs: 2_000,
  backoffCapMs: 30_000,
  attemptMs: 20_000,
  answerMs: 20_000,
  stableMs: 10_000,
  heartbeatMs: [5 * MINUTE_MS, 8 * MINUTE_MS],
  // API Gateway ends every connection after two hours.
  renewMs: [90 * MINUTE_MS, 115 * MINUTE_MS],
  renewRetryMs: [0.5 * MINUTE_MS, 2 * MINUTE_MS],
  stragglerMs: 1_000,
  refusalLimit: 30,
  storage: undefined,
  storageKey: `hermes ${url}`,
  logger: console,
  WebSocket: globalThis.WebSocket,
  // Browsers refuse to run these two as methods of another object.
  setTimeout: (fire, delayMs) => setTimeout(fire, delayMs),
  clearTimeout: (id) => clearTimeout(id),
  now: () => Date.now(),
  random: () => Math.random(),
  online: () => globalThis.navigator?.onLine ?? true,
  onWake,
});
