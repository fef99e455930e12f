const SVG = "http://www.w3.org/2000/svg";

/**
 * Text is always text, and no HTML is parsed, so that a page may require Trusted Types.
 * @param {string} tag
 * @param {Record<string, string | undefined>} [attributes] what is undefined is left out
 * @param {...(Node | string | undefined)} children
 * @returns {any} so that parts need no casts
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  for (const child of children) if (child !== undefined) made.append(child);
  return made;
}

/** @param {string} part @param {() => void} click @param {...(Node | string)} children */
export function button(part, click, ...children) {
  const made = element("button", { type: "button", part }, ...children);
  made.addEventListener("click", click);
  return made;
}

/** A drawing of 24 by 24, for the eye only. @param {string} d */
export function drawing(d) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}

/** A name for who hears it, and for who points at it. @param {HTMLElement} part @param {string} name @param {string} [of] what it is about */
export function name(part, name, of) {
  part.title = name;
  part.setAttribute("aria-label", of ? `${name}: ${of}` : name);
}

/** Nothing is written that is there already, so that nothing is read out twice. @param {HTMLElement} part @param {string} text */
export function say(part, text) {
  if (part.textContent !== text) part.textContent = text;
}
