// Serves the page. The application has no code for tokens: the browser brings the provider's.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";

const { WEB_SOCKET_URL: webSocketUrl, ISSUER: issuer, CLIENT_ID: clientId = "hermes", PORT = 3000 } = process.env;
const types = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json" };

createServer(async ({ url }, answer) => {
  const path = normalize(new URL(url, "http://localhost").pathname).replace(/^\/$/, "/index.html");
  try {
    const body = path === "/settings.json" ? JSON.stringify({ webSocketUrl, issuer, clientId }) : await readFile(`.${path}`);
    answer.writeHead(200, { "Content-Type": types[extname(path)] ?? "text/plain" }).end(body);
  } catch {
    answer.writeHead(404).end();
  }
}).listen(PORT, "localhost", () => console.log(`Open http://localhost:${PORT}`));
