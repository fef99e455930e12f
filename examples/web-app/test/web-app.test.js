// Logs a user in at the provider of `./hermes up --identity-provider`, in Chromium, publishes to his room, and grants another.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { launch, SKIPPED } from "../../../client/test/browser/browser.js";

const CONSOLE = process.env.HERMES_CONSOLE ?? "http://localhost:4500";
const ISSUER = process.env.ISSUER ?? "http://localhost:4503";
const PORT = process.env.PORT ?? "3000";

async function api(path, body) {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`${CONSOLE}/api/${path}`, body === undefined ? {} : post);
  assert.ok(answer.ok, `${path} answered ${answer.status}`);
  return answer.json();
}

test("whoever logs in at the provider sees what is published to his room, and to one that is granted", { skip: SKIPPED, timeout: 240_000 }, async (t) => {
  const { WebSocketUrl } = await api("outputs");
  const server = spawn(process.execPath, ["server.js"], { env: { ...process.env, WEB_SOCKET_URL: WebSocketUrl, ISSUER, PORT } });
  t.after(() => server.kill());
  await once(server.stdout, "data");
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  const room = `web-app-${Date.now()}`;

  await page.goto(`http://localhost:${PORT}/`);
  await page.getByLabel("User").fill("ann");
  await page.getByLabel("Room").fill(room);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.locator("#state", { hasText: "open" }).waitFor();
  const [connection] = await api(`connections?room=${room}`);
  assert.equal(connection.user, "ann");

  await api("publish", [{ user_id: "backend", room_id: room, data: { type: "greeting", data: "hello" } }]);
  await page.locator("#notifications li", { hasText: 'greeting: "hello"' }).waitFor();

  const ticket = `${room}-ticket`;
  const shown = (text) => page.locator("#notifications li", { hasText: text }).waitFor();
  await api("grant", { user: "ann", room: ticket, seconds: 600 });
  await api("publish", [{ user_id: "backend", room_id: room, to: ["ann"], data: { type: "room.granted", data: ticket } }]);
  await shown(`${ticket} open`);
  await api("publish", [{ user_id: "backend", room_id: ticket, data: { type: "comment", data: "Have a look" } }]);
  await shown(`${ticket} comment: "Have a look"`);
  assert.equal((await api(`connections?room=${ticket}`))[0].connection, connection.connection, "one connection for both");
  await api("ungrant", { user: "ann", room: ticket });
  await shown(`${ticket} refused ungranted`);
});
