import { NotificationError } from "./error.js";

/**
 * A token, or where to get one: a function that gives the token or the Response of a fetch whose body is the token.
 * @typedef {string | Response} TokenAnswer
 * @typedef {string | (() => TokenAnswer | Promise<TokenAnswer>)} TokenSource
 */

/** "You may not have one": another attempt with the same rights would be answered the same. @param {any} error */
const isRefusal = (error) => error?.status === 401 || error?.status === 403;

/**
 * @param {TokenSource} source
 * @returns {Promise<string>} rejects with `token_refused` if it was refused twice in a row, else with `token_failed`
 */
export async function freshToken(source) {
  try {
    return await ask(source).catch((error) => {
      // The first refusal may come from a session that was being renewed at that moment.
      if (isRefusal(error)) return ask(source);
      throw error;
    });
  } catch (/** @type {any} */ error) {
    const why = error?.message ?? error?.status ?? error;
    throw new NotificationError(isRefusal(error) ? "token_refused" : "token_failed", `No token: ${why}`);
  }
}

/** @param {TokenSource} source */
async function ask(source) {
  /** @type {any} */
  const answer = typeof source === "function" ? await source() : source;
  if (answer?.ok === false) throw answer;
  const token = answer?.text ? await answer.text() : answer;
  // All that a token is made of, and a login page is not: it would stand in an error's text.
  if (typeof token === "string" && /^\s*[\w.-]+\s*$/.test(token)) return token.trim();
  throw new TypeError(`${typeof token}, expected a token`);
}
