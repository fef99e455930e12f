import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { built } from "../../build.js";

const CLIENT = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, CLIENT), "utf8");
const pack = JSON.parse(read("package.json"));

describe("the package", () => {
  test("has in dist what the sources give; else: npm run build", async () => {
    for (const [name, text] of Object.entries(await built())) assert.equal(read(`dist/${name}`), text, name);
  });

  test("has everything it names, in a clone as it is", () => {
    const named = JSON.stringify([pack.main, pack.module, pack.types, Object.values(pack.exports)]).match(/\.\/[\w./-]+/g);
    const listed = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: CLIENT, encoding: "utf8" });
    const files = JSON.parse(listed)[0].files.map(({ path }) => `./${path}`);

    assert.deepEqual(named.filter((path) => !files.includes(path)), []);
    for (const file of ["./LICENSE", "./README.md", "./CHANGELOG.md"]) assert.ok(files.includes(file), file);
    assert.equal(pack.scripts.prepare ?? pack.scripts.prepack, undefined, "nothing has to be built");
  });

  test("has no dependencies, a licence, and its version in the change log", () => {
    assert.equal(pack.dependencies, undefined);
    assert.equal(pack.license, "MIT");
    assert.match(read("CHANGELOG.md"), new RegExp(`^## ${pack.version}$`, "m"));
  });
});

describe("the README", () => {
  const readme = read("README.md");

  test("never has anybody install a package by a name that is not ours", () => {
    const commands = readme.match(/\b(npm|pnpm|yarn|bun)\s+(install|i|add)\b.*/g);

    assert.ok(commands.length > 0);
    for (const command of commands) assert.match(command, /\s(\.\/hermes-notifications-[\d.]+\.tgz|"git\+https:)/);
    assert.ok(readme.includes(`hermes-notifications-${pack.version}.tgz`));
  });

  for (const recipe of ["page/main.js", "react/notifications.ts", "react/app.tsx", "react/bell.tsx", "vue/notifications.js", "node/main.mjs"])
    test(`shows ${recipe} as it is tested`, () => {
      assert.ok(existsSync(new URL(`test/install/${recipe}`, CLIENT)));
      assert.ok(readme.includes(`\n${read(`test/install/${recipe}`)}\`\`\``));
    });

  test("names every option, state and code that the types have", () => {
    const types = read("src/index.d.ts");
    const options = [...types.split("export interface Options")[1].split("\n}")[0].matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);
    const codes = [...types.split("export type State =")[1].split("export class")[0].matchAll(/"(\w+)"/g)].map(([, name]) => name);

    assert.ok(options.length > 20 && codes.length > 20);
    const server = new Set(["key_too_long", "data_missing", "invalid_to", "invalid_inbox", "invalid_ref", "bad_json", "not_an_object", "unknown_action", "internal"]);
    for (const name of [...options, ...codes]) assert.ok(server.has(name) || readme.includes(`\`${name}\``), name);
  });
});
