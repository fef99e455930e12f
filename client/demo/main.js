import { call } from "./console.js";
import { Figures } from "./figures.js";
import { comeBack } from "./login.js";
import { Pane, USERS } from "./pane.js";

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

try {
  const { WebSocketUrl: url } = await call("outputs");
  part("address").textContent = url;
  new Figures(part("figures"), part("meaning"));
  const provider = await call("identity-provider");
  const loggedIn = await comeBack();
  const template = /** @type {HTMLTemplateElement} */ (part("pane"));
  for (const [index, name] of ["left", "right"].entries()) {
    part("panes").append(template.content.cloneNode(true));
    new Pane(/** @type {HTMLElement} */ (part("panes").lastElementChild), { name, url, user: USERS[index], provider, loggedIn: loggedIn === name });
  }
} catch (error) {
  part("trouble").hidden = false;
  part("trouble").textContent = `The local stack cannot be reached: ${/** @type {Error} */ (error).message}. Start it with ./hermes up.`;
}
