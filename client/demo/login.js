/**
 * The login of a pane at the identity provider that runs beside the stack: OAuth's authorization code with PKCE, for
 * which the page is left and comes back. What a provider has given a pane survives a reload, as its position does.
 */

const STARTED = "login";
const RENEW_BEFORE_MS = 60_000;
const here = location.origin + location.pathname;

/** @typedef {{ issuer: string, clientId: string }} Provider */
/** @typedef {{ endpoint: string, clientId: string, access_token: string, refresh_token: string, until: number }} Tokens */

/** @param {Provider} provider @param {string} pane */
export async function logIn({ issuer, clientId }, pane) {
  const { authorization_endpoint, token_endpoint } = await answer(await fetch(`${issuer}/.well-known/openid-configuration`));
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(STARTED, JSON.stringify({ pane, verifier, state, clientId, endpoint: token_endpoint }));
  const challenge = encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
  location.assign(`${authorization_endpoint}?` + new URLSearchParams({
    response_type: "code", client_id: clientId, redirect_uri: here, state, code_challenge: challenge, code_challenge_method: "S256",
  }));
}

/** When the page comes back from the provider. @returns {Promise<string | undefined>} the pane that has logged in */
export async function comeBack() {
  const back = new URLSearchParams(location.search);
  const started = JSON.parse(sessionStorage.getItem(STARTED) ?? "{}");
  sessionStorage.removeItem(STARTED);
  if (!back.has("code")) return undefined;

  history.replaceState(null, "", here);
  if (back.get("state") !== started.state) throw new Error("This login was not begun here");
  const { pane, verifier, clientId, endpoint } = started;
  await ask(pane, { endpoint, clientId }, { grant_type: "authorization_code", code: back.get("code") ?? "", redirect_uri: here, code_verifier: verifier });
  return pane;
}

/** @param {string} pane @returns {{ user: string, room?: string } | undefined} whom its token names, if it has one */
export function whoIs(pane) {
  const tokens = kept(pane);
  if (!tokens) return undefined;
  const bytes = Uint8Array.from(atob(tokens.access_token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const { sub, room } = JSON.parse(new TextDecoder().decode(bytes));
  return { user: sub, room };
}

/** A token that is still valid for a minute. @param {string} pane @param {typeof globalThis.fetch} fetch */
export async function token(pane, fetch) {
  const tokens = kept(pane);
  if (!tokens) throw new Error("Nobody has logged in");
  if (tokens.until > Date.now() + RENEW_BEFORE_MS) return tokens.access_token;
  return (await ask(pane, tokens, { grant_type: "refresh_token", refresh_token: tokens.refresh_token }, fetch)).access_token;
}

/** @param {string} pane */
export function logOut(pane) {
  sessionStorage.removeItem(`tokens ${pane}`);
}

/** @param {string} pane @returns {Tokens | undefined} */
function kept(pane) {
  return JSON.parse(sessionStorage.getItem(`tokens ${pane}`) ?? "null") ?? undefined;
}

/**
 * @param {string} pane
 * @param {{ endpoint: string, clientId: string }} provider
 * @param {Record<string, string>} grant
 * @returns {Promise<Tokens>}
 */
async function ask(pane, { endpoint, clientId }, grant, fetch = globalThis.fetch) {
  const body = new URLSearchParams({ ...grant, client_id: clientId });
  const { access_token, refresh_token, expires_in } = await answer(await fetch(endpoint, { method: "POST", body }));
  const tokens = { endpoint, clientId, access_token, refresh_token, until: Date.now() + expires_in * 1000 };
  sessionStorage.setItem(`tokens ${pane}`, JSON.stringify(tokens));
  return tokens;
}

/** @param {Response} response */
async function answer(response) {
  if (!response.ok) throw new Error(`The identity provider refused: ${await response.text()}`);
  return response.json();
}

const random = () => encode(crypto.getRandomValues(new Uint8Array(32)));

/** @param {Uint8Array} bytes base64url, RFC 4648 */
function encode(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
