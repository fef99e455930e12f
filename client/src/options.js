import { platformSocket } from "./platform.js";
import { check } from "./rules.js";

/** @typedef {import("./index.js").Options} Options */

/** @typedef {Pick<Settings, "setTimeout" | "clearTimeout">} Clock */

/** @typedef {"storage" | "storageKey" | "WebSocket" | "tokenInUrl"} Without the options that have no default */

/**
 * The options with their defaults, and what all parts share.
 * @typedef {Required<{ [Name in Exclude<keyof Options, Without>]: Exclude<Options[Name], undefined> }>
 *   & Pick<Options, Without> & { url: string, warn: (text: string, ...more: unknown[]) => void }} Settings
 */

const MINUTE_MS = 60_000;
/** A page that never stops failing in new ways must not fill the memory. */
const WARNINGS = 50;

/**
 * The network is back, or the page is looked at again; and the network is gone.
 * @param {() => void} wake
 * @param {() => void} offline
 */
function onWake(wake, offline) {
  const listening = new AbortController();
  const { signal } = listening;
  globalThis.addEventListener?.("online", wake, { signal });
  globalThis.addEventListener?.("offline", offline, { signal });
  globalThis.document?.addEventListener("visibilitychange", () => document.hidden || wake(), { signal });
  return () => listening.abort();
}

const defaults = () => ({
  offline: "queue",
  queueLimit: 100,
  // API Gateway takes 500 new connections a second: two seconds let a thousand clients in.
  backoffBaseMs: 2_000,
  backoffCapMs: 30_000,
  attemptMs: 20_000,
  answerMs: 20_000,
  stableMs: 10_000,
  wakeMs: 20_000,
  heartbeatMs: [5 * MINUTE_MS, 8 * MINUTE_MS],
  // API Gateway ends every connection after two hours.
  renewMs: [90 * MINUTE_MS, 115 * MINUTE_MS],
  renewRetryMs: [0.5 * MINUTE_MS, 2 * MINUTE_MS],
  stragglerMs: 1_000,
  logger: console,
  WebSocket: platformSocket(),
  // Browsers refuse to run these two as methods of another object.
  setTimeout: (/** @type {() => void} */ fire, /** @type {number} */ delayMs) => setTimeout(fire, delayMs),
  clearTimeout: (/** @type {any} */ id) => clearTimeout(id),
  now: () => Date.now(),
  random: () => Math.random(),
  onWake,
});

/**
 * @param {import("./index.js").Address} address
 * @param {Options} options
 * @returns {Settings} throws a TypeError that names what cannot be used
 */
export function settingsOf(address, options) {
  const url = String(address);
  const unknown = check(url, options);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings = /** @type {any} */ ({ ...defaults(), ...given, url });
  settings.warn = once(settings.logger);
  if (unknown.length) settings.warn(`Passed over, since there is no such option: ${unknown.join(", ")}`);
  return settings;
}

/** Says each thing once. @param {Settings["logger"]} logger */
function once(logger) {
  const said = new Set();
  return (/** @type {string} */ text, /** @type {unknown[]} */ ...more) => {
    if (said.has(text) || said.size >= WARNINGS) return;
    said.add(text);
    logger.warn(text, ...more);
  };
}
