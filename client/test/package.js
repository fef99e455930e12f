/** The package as others see it: its types, under each compiler and each way of resolving it, and what it exports. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("..", import.meta.url));
const COMPILERS = ["typescript-5.4", "typescript"];
const DOM = ["--lib", "es2022,dom,dom.iterable"];
const CASES = {
  "app.ts, by nodenext": [...DOM, "--module", "nodenext", "test/types/app.ts", "test/types/common.cts"],
  "app.ts, by node16": [...DOM, "--module", "node16", "test/types/app.ts", "test/types/common.cts"],
  "app.ts, by a bundler": [...DOM, "--module", "esnext", "--moduleResolution", "bundler", "test/types/app.ts"],
  "worker.ts": ["--lib", "es2022,webworker", "--module", "nodenext", "test/types/worker.ts"],
  "the sources, with what the oldest browsers have": ["--lib", "es2021,dom,dom.iterable", "--module", "nodenext", "--allowJs", "--checkJs", "--exactOptionalPropertyTypes", "false", "src/notifications.js", "src/inbox.js", "src/bell.js", "src/shared.js"],
  "react.tsx and vue.ts": [...DOM, "--module", "nodenext", "--jsx", "react-jsx", "--skipLibCheck", "test/types/react.tsx", "test/types/vue.ts", "test/types/frameworks.cts"],
  "bare.ts": ["--lib", "es2022", "--module", "nodenext", "test/types/bare.ts"],
};
const STRICT = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--skipLibCheck", "false", "--target", "es2022", "--typeRoots", "test/types", "--ignoreConfig"];

const checks = COMPILERS.flatMap((compiler) => {
  const strict = compiler === "typescript" ? STRICT : STRICT.slice(0, -1);
  return Object.entries(CASES).map(([what, options]) => [`${what}, with ${compiler}`, [`node_modules/${compiler}/bin/tsc`, ...strict, ...options]]);
});
checks.push(["exports, by publint", ["node_modules/publint/src/cli.js", "--strict"]]);
checks.push(["types of the exports, by attw", ["node_modules/@arethetypeswrong/cli/dist/index.js", "--pack", ".", "--no-color"]]);

for (const [what, command] of checks) {
  try {
    await promisify(execFile)(process.execPath, command, { cwd: FOLDER });
    console.log(`ok      ${what}`);
  } catch (error) {
    console.error(`FAILED  ${what}\n${error.stdout}${error.stderr}`);
    process.exitCode = 1;
  }
}
