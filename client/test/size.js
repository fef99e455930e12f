/** How much a page loads: all modules, bundled and minified by esbuild, gzipped. Fails over the budget. */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KB = 1024;

/** @param {string[]} entries @returns {Promise<number>} bytes of a page that uses them all */
async function bytesOf(...entries) {
  const contents = entries.map((entry) => `export * from "./${entry}.js";`).join("");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../src", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** @param {string} what @param {number} bytes @param {number} budget */
function check(what, bytes, budget) {
  console.log(`${what}: ${bytes} of ${budget} bytes, bundled and minified by esbuild, gzipped.`);
  if (bytes <= budget) return;
  console.error(`${bytes - budget} bytes over the budget: what is new has to pay for itself elsewhere.`);
  process.exitCode = 1;
}

const client = await bytesOf("index");
check("The client", client, 9.5 * KB);
check("The inbox beside it", (await bytesOf("index", "inbox")) - client, 4 * KB);
check("Sharing among tabs beside it", (await bytesOf("index", "shared")) - client, 3 * KB);
// The element and the store; the client, without which there is no inbox, is not counted.
check("The bell beside it, with the inbox", (await bytesOf("index", "inbox", "bell")) - client, 12 * KB);
