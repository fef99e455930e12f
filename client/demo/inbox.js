import { call, publish } from "./console.js";
import { Device } from "./device.js";

const ROOM = "acme";

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Whose devices they are; another one for who wants an empty inbox. */
const user = new URLSearchParams(location.search).get("user") ?? "anna";

/** @param {string} title @param {string} body @param {object} [more] */
async function send(title, body, more) {
  const notification = { user_id: "backend", room_id: ROOM, inbox: true, data: { type: "notice", title, body }, ...more };
  const said = await publish([notification]).then(() => "Published.", (error) => `Failed: ${error.message}`);
  part("inbox-said").textContent = said;
}

try {
  const { WebSocketUrl: url } = await call("outputs");
  const template = /** @type {HTMLTemplateElement} */ (part("device"));
  for (const name of ["Laptop", "Phone"]) {
    part("devices").append(template.content.cloneNode(true));
    new Device(/** @type {HTMLElement} */ (part("devices").lastElementChild), { name, url, user, room: ROOM });
  }
  let count = 0;
  part("inbox-user").textContent = user;
  part("notify").textContent = `Notify ${user}`;
  part("notify").onclick = () => send(`Backup ${++count} is done`, "It took 42 seconds.", { to: [user] });
  part("announce").onclick = () => send(`Announcement ${++count}`, `For everyone in ${ROOM}: one append.`);
} catch {
  // The page itself says that the stack cannot be reached.
  part("inbox").hidden = true;
}
