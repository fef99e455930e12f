/** How much a page loads: all modules, bundled and minified by esbuild, gzipped. Fails over the budget. */
import { build } from "esbuild";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 8 * 1024;

const { outputFiles } = await build({
  entryPoints: [new URL("../src/index.js", import.meta.url).pathname],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  write: false,
});
const bytes = gzipSync(outputFiles[0].contents, { level: 9 }).length;
console.log(`${bytes} of ${BUDGET_BYTES} bytes: bundled and minified by esbuild, gzipped.`);
if (bytes > BUDGET_BYTES) {
  console.error(`${bytes - BUDGET_BYTES} bytes over the budget: what is new has to pay for itself elsewhere.`);
  process.exitCode = 1;
}
