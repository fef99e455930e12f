// Writes jose.json with the library jose of Node: npm install jose && node jose.mjs > jose.json
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync("node_modules/jose/package.json"));
const keys = [];
const tokens = [];
for (const alg of ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  keys.push({ ...(await exportJWK(publicKey)), kid: `jose-${alg}`, use: "sig", alg });
  const token = await new SignJWT({ room: "acme" })
    .setProtectedHeader({ alg, kid: `jose-${alg}` })
    .setIssuer("https://id.example.com").setSubject("7").setAudience(["other", "web"]).setExpirationTime(4102444800)
    .sign(privateKey);
  tokens.push({ alg, token });
}
console.log(JSON.stringify({ library: `jose ${version}`, keys, tokens }, null, 1));
