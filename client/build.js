/**
 * Makes what CommonJS needs: the modules in one file, and the types under the name that belongs to it. The result is
 * kept in the repository, so that the package works however it was installed; a test compares it.
 */
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** @returns {Promise<Record<string, string>>} the text of each file of `dist` */
export async function built() {
  const { outputFiles } = await build({
    entryPoints: [at("src/index.js")],
    absWorkingDir: at("."),
    bundle: true,
    // Names are kept for stack traces; the text to read is that of src.
    minifyWhitespace: true,
    format: "cjs",
    target: "es2022",
    banner: { js: "// Made from src by npm run build." },
    write: false,
  });
  return { "index.cjs": outputFiles[0].text, "index.d.cts": await readFile(at("src/index.d.ts"), "utf8") };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(at("dist"), { recursive: true });
  for (const [name, text] of Object.entries(await built())) await writeFile(at(`dist/${name}`), text);
}
