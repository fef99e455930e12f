import assert from "node:assert/strict";
import { test } from "node:test";
import { freshToken as ask } from "../../src/token.js";

const freshToken = (source) => ask(source, new AbortController().signal);

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

for (const [text, cause] of [
  ["<h1>Log in</h1>", /is a web page/],
  ['{"token":"secret"}', /is JSON; return the token in it/],
  ['"secret"', /in quotes; return what response\.json\(\) gives/],
  ["Bearer secret", /begins with "Bearer"/],
  ["two tokens", /has characters that no token has/],
  ["a,b", /has characters that no token has/],
  ["", /is empty/],
]) {
  test(`"${text}" is no token; the reason names the likely cause and does not repeat it`, async () => {
    await assert.rejects(freshToken(() => text), ({ code, message }) => {
      assert.equal(code, "token_failed");
      assert.match(message, cause);
      assert.doesNotMatch(message, /secret|Log in|two tokens|a,b/);
      return true;
    });
  });
}

test("nothing, and an object, are named as what they are", async () => {
  await assert.rejects(freshToken(() => {}), { message: /gave undefined; does it return what it fetched/ });
  await assert.rejects(freshToken(() => ({ token: "secret" })), { message: /of type object; return the text/ });
});

test("the function gets the signal, and is not asked again once that is aborted", async () => {
  const controller = new AbortController();
  const asked = [];
  const token = ({ signal }) => {
    asked.push(signal);
    controller.abort();
    return refused(401);
  };

  await assert.rejects(ask(token, controller.signal), { code: "token_refused" });

  assert.deepEqual(asked, [controller.signal]);
});

test("an answer that is not ok is no token", async () => {
  await assert.rejects(freshToken(() => refused(500)), { code: "token_failed", message: "No token: the token function was answered 500" });
});

for (const status of [401, 403]) {
  test(`answered with ${status} twice, it was refused`, async () => {
    let asked = 0;
    await assert.rejects(freshToken(() => (asked++, refused(status))), { code: "token_refused", message: `No token: the token function was answered ${status}` });
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
