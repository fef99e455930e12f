/**
 * How much a page loads, beside others: each bundled and minified by the same esbuild from a module that uses what a
 * page needs, as a table for the README. Installs what is compared into a folder of its own.
 */
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** What is imported: no more than connecting and listening take, where the package lets one choose. */
const ENTRIES = {
  "hermes-notifications": 'export { connect } from "../../src/index.js"',
  "hermes-notifications with the bell": 'export { connect } from "../../src/index.js"; import "../../src/bell.js"',
  partysocket: 'export { WebSocket } from "partysocket"',
  phoenix: 'export { Socket } from "phoenix"',
  "socket.io-client": 'export { io } from "socket.io-client"',
  "pusher-js": 'export { default } from "pusher-js"',
  centrifuge: 'export { Centrifuge } from "centrifuge"',
  ably: 'export { BaseRealtime, WebSocketTransport, FetchRequest } from "ably/modular"',
  "@novu/js": 'export { Novu } from "@novu/js"',
};

const versionOf = (name) => {
  const path = name.startsWith("hermes-notifications") ? "../../package.json" : `node_modules/${name}/package.json`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).version;
};

async function measure(name) {
  const { outputFiles } = await build({
    stdin: { contents: ENTRIES[name], resolveDir: HERE },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  const [{ contents }] = outputFiles;
  return { name, min: contents.length, gzip: gzipSync(contents, { level: 9 }).length, brotli: brotliCompressSync(contents).length };
}

execFileSync("npm", ["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: HERE, stdio: "inherit" });
const rows = (await Promise.all(Object.keys(ENTRIES).map(measure))).sort((a, b) => a.gzip - b.gzip);
const number = (bytes) => bytes.toLocaleString("en");
console.log("| bytes | minified | gzip | brotli |\n| --- | ---: | ---: | ---: |");
for (const { name, min, gzip, brotli } of rows) console.log(`| ${name} ${versionOf(name)} | ${number(min)} | ${number(gzip)} | ${number(brotli)} |`);
