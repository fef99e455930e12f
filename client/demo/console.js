/** The console of `./hermes up`, seen from the page. */

/**
 * @param {string} path
 * @param {unknown} [body] none: GET
 * @param {typeof globalThis.fetch} [fetch]
 * @returns {Promise<any>}
 */
export async function call(path, body, fetch = globalThis.fetch.bind(globalThis)) {
  const post = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/api/${path}`, body === undefined ? {} : post);
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.error ?? `the console answered ${response.status}`), { status: response.status });
}

/**
 * @param {object[]} notifications
 * @returns {Promise<string[]>} their ids
 */
export async function publish(notifications) {
  const { ids, failed } = await call("publish", notifications);
  if (failed?.length) throw new Error(failed[0].reason);
  return ids;
}
