// The authorization code with PKCE, as any OpenID provider takes it: a library such as oidc-client-ts does the same.
const encode = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const here = location.origin + "/";

/** Returns a function that always has a token which is still valid for a minute. Leaves the page to log in. */
export async function accessToken({ issuer, clientId }) {
  const provider = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const code = new URLSearchParams(location.search).get("code");
  if (!code) return logIn(provider, clientId);

  history.replaceState(null, "", "/");
  let tokens = await ask(provider, {
    grant_type: "authorization_code", code, client_id: clientId, redirect_uri: here,
    code_verifier: sessionStorage.getItem("verifier"),
  });
  return async () => {
    if (tokens.until < Date.now() + 60_000)
      tokens = await ask(provider, { grant_type: "refresh_token", refresh_token: tokens.refresh_token, client_id: clientId });
    return tokens.access_token;
  };
}

async function logIn(provider, clientId) {
  const verifier = encode(crypto.getRandomValues(new Uint8Array(32)));
  const challenge = encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
  sessionStorage.setItem("verifier", verifier);
  location.assign(`${provider.authorization_endpoint}?` + new URLSearchParams({
    response_type: "code", client_id: clientId, redirect_uri: here, code_challenge: challenge, code_challenge_method: "S256",
  }));
  return new Promise(() => {}); // the page goes away
}

async function ask(provider, parameters) {
  const answer = await fetch(provider.token_endpoint, { method: "POST", body: new URLSearchParams(parameters) });
  if (!answer.ok) throw new Error(`The provider refused: ${await answer.text()}`);
  const tokens = await answer.json();
  return { ...tokens, until: Date.now() + tokens.expires_in * 1000 };
}
