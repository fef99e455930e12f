import { bytesOf } from "./protocol.js";
import { show } from "./rules.js";

/** A larger number has lost digits when it was read, and could pass for another. @param {unknown} id */
const isExact = (id) => typeof id === "string" || Number.isSafeInteger(id);

/**
 * @param {unknown} given
 * @returns {string} throws a TypeError if the server would take it for no id of a room
 */
export function idOf(given) {
  const id = isExact(given) ? String(given) : "";
  if (/^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]+$/u.test(id) && bytesOf(id) <= 256) return id;
  throw new TypeError(`room: the id is ${show(given)}, expected a text of 1 to 256 bytes without control characters`);
}

/** Read, not verified: that is the server's business. @param {string} token @returns {any} */
export function claimsOf(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))) ?? {};
  } catch {
    return {};
  }
}

/**
 * Whom a token is for: it keeps apart what belongs to different users or rooms.
 * @param {string} token
 * @returns {string | undefined} a text that no other user or room has; undefined if the token does not say
 */
export function identityOf(token) {
  const { user_id: user, room_id: room } = claimsOf(token);
  if (isExact(user) && isExact(room)) return JSON.stringify([String(user), String(room)]);
}

/**
 * How long the server lets a connection live that is opened with the token now. Where the clock of this machine and that
 * of the issuer disagree, the shorter time counts that is one.
 * @param {string} token
 * @param {number} nowMs
 * @returns {number} milliseconds; Infinity if the token does not say
 */
export function lifeMsOf(token, nowMs) {
  const { exp, iat, session } = claimsOf(token);
  if (session > 0) return session * 1_000;
  return Math.min(...[exp * 1_000 - nowMs, (exp - iat) * 1_000].filter((ms) => ms > 0), Infinity);
}
