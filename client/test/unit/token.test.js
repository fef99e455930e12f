import assert from "node:assert/strict";
import { test } from "node:test";
import { freshToken } from "../../src/token.js";

const refused = (status) => new Response("<h1>Log in</h1>", { status });

test("a string, a promise of one, and the Response of a fetch are tokens", async () => {
  for (const source of ["t", () => "t", async () => "t", () => new Response(" t\n"), async () => new Response("t")])
    assert.equal(await freshToken(source), "t");
});

for (const nothing of [undefined, null, "", 7, {}, { token: "t" }]) {
  test(`${JSON.stringify(nothing)} is no token`, async () => {
    await assert.rejects(freshToken(() => nothing), { code: "token_failed" });
  });
}

test("what is no token is not repeated in the reason", async () => {
  for (const page of ["<h1>Log in</h1>", "two tokens", "a,b"])
    await assert.rejects(freshToken(() => page), { message: "No token: string, expected a token" });
});

test("an answer that is not ok is no token", async () => {
  await assert.rejects(freshToken(() => refused(500)), { code: "token_failed", message: "No token: 500" });
});

for (const status of [401, 403]) {
  test(`answered with ${status} twice, it was refused`, async () => {
    let asked = 0;
    await assert.rejects(freshToken(() => (asked++, refused(status))), { code: "token_refused", message: `No token: ${status}` });
    assert.equal(asked, 2);
  });
}

test("refused and then failed is a failure, since the second answer counts", async () => {
  const answers = [refused(401), new Response("", { status: 503 })];

  await assert.rejects(freshToken(() => answers.shift()), { code: "token_failed" });
});

test("whatever is thrown becomes a reason", async () => {
  for (const thrown of [new Error("why"), "why", undefined, null, { status: 418 }])
    await assert.rejects(freshToken(() => Promise.reject(thrown)), { name: "NotificationError", code: "token_failed" });
  await assert.rejects(
    freshToken(() => {
      throw new Error("at once");
    }),
    { message: "No token: at once" },
  );
});
