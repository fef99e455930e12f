/**
 * Makes what CommonJS needs: the modules of each entry in one file, and the types under the name that belongs to it. The
 * result is kept in the repository, so that the package works however it was installed; a test compares it.
 */
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const ENTRIES = ["index", "inbox", "bell", "shared", "react", "vue"];

/** Each entry uses what the application imports from the others, and has no copy of its own. */
const oneClient = {
  name: "one client",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/(index|inbox)\.js$/ }, ({ path }) => ({ path: path.replace(/js$/, "cjs"), external: true })),
};

/** @returns {Promise<Record<string, string>>} the text of each file of `dist` */
export async function built() {
  return Object.assign({}, ...(await Promise.all(ENTRIES.map(builtEntry))));
}

/** @param {string} name */
async function builtEntry(name) {
  const { outputFiles } = await build({
    entryPoints: [at(`src/${name}.js`)],
    external: ["react", "vue"],
    plugins: [oneClient],
    absWorkingDir: at("."),
    bundle: true,
    // Names are kept for stack traces; the text to read is that of src.
    minifyWhitespace: true,
    format: "cjs",
    target: "es2022",
    banner: { js: "// Made from src by npm run build." },
    write: false,
  });
  const types = await readFile(at(`src/${name}.d.ts`), "utf8");
  return { [`${name}.cjs`]: outputFiles[0].text, [`${name}.d.cts`]: types.replace(/"\.\/(index|inbox|bell)\.js"/g, '"./$1.cjs"') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(at("dist"), { recursive: true });
  for (const [name, text] of Object.entries(await built())) await writeFile(at(`dist/${name}`), text);
}
