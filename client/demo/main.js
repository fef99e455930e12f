import { call } from "./console.js";
import { codeFor, commandFor, offer } from "./copy.js";
import { Figures } from "./figures.js";
import { comeBack } from "./login.js";
import { Pane, USERS } from "./pane.js";
import { Story } from "./story.js";

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

try {
  const { WebSocketUrl: url } = await call("outputs");
  part("address").textContent = url;
  offer(part("code"), codeFor(url));
  offer(part("command"), commandFor(location.port));
  new Figures(part("figures"), part("meaning"));
  const provider = await call("identity-provider");
  const loggedIn = await comeBack();
  const template = /** @type {HTMLTemplateElement} */ (part("pane"));
  const [left, right] = ["left", "right"].map((name, index) => {
    part("panes").append(template.content.cloneNode(true));
    return new Pane(/** @type {HTMLElement} */ (part("panes").lastElementChild), { name, url, user: USERS[index], provider, loggedIn: loggedIn === name });
  });
  const names = ["show", "miss", "told", "steps", "left-bar", "left-number", "right-bar", "right-number"];
  new Story(Object.fromEntries(names.map((name) => [name, part(name)])), left, right);
} catch (error) {
  part("trouble").hidden = false;
  part("trouble").textContent = `The local stack cannot be reached: ${/** @type {Error} */ (error).message}. Start it with ./hermes up.`;
}
