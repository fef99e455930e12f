import { NotificationError } from "./error.js";

/**
 * @typedef {import("./index.js").Options["token"]} TokenSource
 * @typedef {AbortSignal} Signal
 */

/** "You may not have one": another attempt with the same rights would be answered the same. @param {any} error */
const isRefusal = (error) => error?.status === 401 || error?.status === 403;

/**
 * @param {TokenSource} source
 * @param {Signal} signal
 * @returns {Promise<string>} rejects with `token_refused` if it was refused twice in a row, else with `token_failed`
 */
export async function freshToken(source, signal) {
  try {
    return await ask(source, signal).catch((error) => {
      // The first refusal may come from a session that was being renewed at that moment.
      if (isRefusal(error) && !signal.aborted) return ask(source, signal);
      throw error;
    });
  } catch (/** @type {any} */ error) {
    const why = error?.message ?? (error?.status ? `the token function was answered ${error.status}` : error);
    throw new NotificationError(isRefusal(error) ? "token_refused" : "token_failed", `No token: ${why}`);
  }
}

/** @param {TokenSource} source @param {Signal} signal */
async function ask(source, signal) {
  /** @type {any} */
  const answer = typeof source === "function" ? await source({ signal }) : source;
  if (answer?.ok === false) throw answer;
  const token = typeof answer?.text === "function" ? await answer.text() : answer;
  if (typeof token === "string" && /^\s*[\w.-]+\s*$/.test(token)) return token.trim();
  throw new TypeError(likelyCause(token));
}

/** Never repeats what it got: that may be somebody's token, or a whole page. @param {unknown} answer */
function likelyCause(answer) {
  if (answer === undefined || answer === null) return `the token function gave ${answer}; does it return what it fetched?`;
  if (typeof answer !== "string") return `the token function gave a value of type ${typeof answer}; return the text of the token in it`;
  const text = answer.trim();
  if (!text) return "the text is empty";
  if (text.startsWith("<")) return "the text is a web page, as of a login or an error; is the address right?";
  if (/^[{[]/.test(text)) return "the text is JSON; return the token in it";
  if (text.startsWith('"')) return "the text is JSON, a token in quotes; return what response.json() gives";
  if (/^bearer\s/i.test(text)) return 'the text begins with "Bearer"; return what follows it';
  return "the text has characters that no token has";
}
