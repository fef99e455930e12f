/**
 * What a bell understands of a notification. It was written by others, perhaps by another user, so nothing of it is
 * believed: wrong types are nothing, texts are cut, and an address is http(s) or none.
 * @typedef {{ label: string, url?: string | undefined, type?: string | undefined }} Action
 * @typedef {{ title?: string | undefined, body?: string | undefined, type?: string | undefined, url?: string | undefined, icon?: { text: string } | { src: string } | undefined, actions: Action[] }} Content
 */

const MEMBERS = ["title", "body", "url", "icon", "actions"];
const TITLE = 200;
const BODY = 600;
const LABEL = 60;
const ICON = 8;
const ADDRESS = 2_048;
const ACTIONS = 4;

/** @param {any} value @returns {Record<string, any>} */
const objectOf = (value) => (typeof value === "object" && value && !Array.isArray(value) ? value : {});

/** @param {unknown} value @param {number} most characters @returns {string | undefined} */
export function textOf(value, most) {
  if (typeof value !== "string") return undefined;
  const text = value.slice(0, 4 * most).trim();
  if (!text) return undefined;
  // Half of a pair of surrogates would be shown as a box.
  return text.length > most ? `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/** @param {unknown} value @param {string} base of the page @returns {URL | undefined} */
function addressOf(value, base) {
  if (typeof value !== "string" || !value.trim() || value.length > ADDRESS) return undefined;
  try {
    // As the browser reads it: it passes over tabs and line ends, in which a scheme can hide.
    const url = new URL(value, base);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @param {string} base */
function iconOf(value, base) {
  if (typeof value !== "string") return undefined;
  if (!/[/.:]/.test(value)) return value.trim() && value.length <= ICON ? { text: value.trim() } : undefined;
  const url = addressOf(value, base);
  // An image is loaded without a click: one from elsewhere would tell its owner who reads what and when.
  return url && url.origin === new URL(base).origin ? { src: url.href } : undefined;
}

/** @param {unknown} value @param {string} base @returns {Action[]} */
function actionsOf(value, base) {
  const all = Array.isArray(value) ? value.slice(0, ACTIONS).map(objectOf) : [];
  return all.flatMap((action) => {
    const label = textOf(action.label, LABEL);
    const url = addressOf(action.url, base)?.href;
    const type = textOf(action.type, TITLE);
    // An address that is refused does not become a button instead.
    return label && (url || (type && action.url === undefined)) ? [{ label, url, type }] : [];
  });
}

/**
 * @param {unknown} data of a notification: with the members beside `type`, or in the inner `data`, as handlers have it
 * @param {string} base the address that relative ones belong to
 * @returns {Content}
 */
export function contentOf(data, base) {
  const outer = objectOf(data);
  const inner = MEMBERS.some((member) => member in outer) ? outer : objectOf(outer.data);
  return {
    title: textOf(inner.title, TITLE),
    body: textOf(inner.body, BODY),
    type: textOf(outer.type, TITLE),
    url: addressOf(inner.url, base)?.href,
    icon: iconOf(inner.icon, base),
    actions: actionsOf(inner.actions, base),
  };
}
