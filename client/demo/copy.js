/** What a page of one's own needs, with the addresses of this stack, to be copied. */

/** @param {string} url */
export const codeFor = (url) => `import { connect } from "hermes-notifications";

const notifications = connect("${url}", {
  token: ({ signal }) => fetch("/token", { signal }),
});
notifications.on("backup.completed", (data) => show(data));
notifications.onStale(() => reloadFromServer());`;

/** @param {string} port of this page */
export const commandFor = (port) =>
  `./hermes publish${port === "4500" ? "" : ` --port ${port}`} --room acme --user terminal '{"type":"chat","data":{"text":"Hello"}}'`;

/** @param {HTMLElement} block with the text, the button, and where it says what it did @param {string} text */
export function offer(block, text) {
  const [shown, button, said] = ["code", "button", "output"].map((tag) => /** @type {HTMLElement} */ (block.querySelector(tag)));
  shown.textContent = text;
  button.onclick = async () => {
    const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
    // A browser can refuse it. What is selected can be copied by hand.
    if (!copied) getSelection()?.selectAllChildren(shown);
    said.textContent = copied ? "Copied." : "Selected: copy it with the keyboard.";
  };
}
