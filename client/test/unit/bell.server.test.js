import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

test("on a server the bell can be imported and required, and registers nothing", async () => {
  const { HermesBell } = await import("../../src/bell.js");
  const required = createRequire(import.meta.url)("../../dist/bell.cjs");

  assert.equal(typeof HermesBell, "function");
  assert.equal(typeof required.HermesBell, "function");
  assert.equal(globalThis.customElements, undefined);
});
