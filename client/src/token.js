import { NotificationError, textOf } from "./error.js";

/**
 * A token, or where to get one: a function that gives the token or the Response of a fetch whose body is the token.
 * @typedef {string | Response} TokenAnswer
 * @typedef {string | (() => TokenAnswer | Promise<TokenAnswer>)} TokenSource
 */

/** "You may not have one": another attempt with the same rights would be answered the same. */
const REFUSALS = [401, 403];

/**
 * @param {TokenSource} source
 * @returns {Promise<string>} rejects with `token_failed`, or, refused twice in a row, with the final `token_refused`
 */
export async function freshToken(source) {
  try {
    return await ask(source).catch((error) => {
      // The first refusal may come from a session that was being renewed at that moment.
      if (REFUSALS.includes(error?.status)) return ask(source);
      throw error;
    });
  } catch (cause) {
    if (REFUSALS.includes(/** @type {any} */ (cause)?.status))
      throw new NotificationError("token_refused", `No token: ${textOf(cause)}`, { final: true, cause });
    throw new NotificationError("token_failed", `No token: ${textOf(cause)}`, { cause });
  }
}

/** @param {TokenSource} source */
async function ask(source) {
  const answer = typeof source === "function" ? await source() : source;
  const token = typeof answer?.valueOf() === "object" ? await bodyOf(/** @type {Response} */ (answer)) : answer;
  if (typeof token === "string" && token) return token;
  throw new Error(`the token function gave ${token === "" ? "an empty string" : typeof token}, expected a string or a Response`);
}

/** @param {Response} response */
async function bodyOf(response) {
  if (!response.ok) throw Object.assign(new Error(`the server answered ${response.status}`), { status: response.status });
  return (await response.text()).trim();
}
