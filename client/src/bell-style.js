const LIGHT = `
  --_surface: var(--hermes-bell-surface, #fff);
  --_text: var(--hermes-bell-text, #1c1b26);
  --_muted: var(--hermes-bell-muted, #5f5e6b);
  --_line: var(--hermes-bell-line, #e2e2ea);
  --_hover: var(--hermes-bell-hover, #f3f3f8);
  --_accent: var(--hermes-bell-accent, #5a4be0);
  --_badge: var(--hermes-bell-badge, #c8322b);
  --_on-badge: var(--hermes-bell-on-badge, #fff);
  --_notice: var(--hermes-bell-notice, #fff4dc);
  color-scheme: light;`;

const DARK = `
  --_surface: var(--hermes-bell-surface, #1e1e27);
  --_text: var(--hermes-bell-text, #ececf2);
  --_muted: var(--hermes-bell-muted, #a9a8b8);
  --_line: var(--hermes-bell-line, #363643);
  --_hover: var(--hermes-bell-hover, #292934);
  --_accent: var(--hermes-bell-accent, #a196ff);
  --_badge: var(--hermes-bell-badge, #ff8a80);
  --_on-badge: var(--hermes-bell-on-badge, #1c1b26);
  --_notice: var(--hermes-bell-notice, #3d3219);
  color-scheme: dark;`;

const CSS = `
:host { ${LIGHT} position: relative; display: inline-block; font: var(--hermes-bell-font, 400 .9375rem/1.4 system-ui, sans-serif); text-align: start; }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
:host([inline]) { display: block; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
h2, p, ul { margin: 0; padding: 0; }
button, a { font: inherit; color: inherit; }
button { border: 0; background: none; cursor: pointer; }
button:disabled { cursor: default; color: var(--_muted); opacity: .6; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: -2px; }
svg { display: block; width: 1.25rem; height: 1.25rem; fill: none; stroke: currentcolor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

[part="button"] { position: relative; display: grid; place-items: center; width: 2.75rem; height: 2.75rem; padding: 0; border-radius: 50%; color: inherit; }
[part="button"]:hover, [part="button"][aria-expanded="true"] { background: color-mix(in srgb, currentcolor 10%, transparent); }
[part="button"] svg, ::slotted([slot="icon"]) { width: 1.5rem; height: 1.5rem; }
[part="badge"] { position: absolute; inset-block-start: .4rem; inset-inline-end: .45rem; width: .6rem; height: .6rem; border-radius: 1rem; background: var(--_accent); font-size: 0; }
[part="badge"]:not(:empty) { inset-block-start: 0; inset-inline-start: 50%; inset-inline-end: auto; width: max-content; min-width: 1.25rem; height: 1.25rem; padding-inline: .3rem; background: var(--_muted); color: var(--_surface); font-size: .75rem; font-weight: 700; line-height: 1.25rem; text-align: center; font-variant-numeric: tabular-nums; }
[part="badge"][data-unseen] { background: var(--_badge); color: var(--_on-badge); }

[part="panel"] { position: absolute; z-index: var(--hermes-bell-layer, 1000); inset-block-start: calc(100% + .4rem); inset-inline-end: 0; display: flex; flex-direction: column; overflow: hidden; width: var(--hermes-bell-width, 25rem); max-width: calc(100vw - 1rem); max-height: var(--hermes-bell-height, min(34rem, 75vh)); border: 1px solid var(--_line); border-radius: var(--hermes-bell-radius, 14px); background: var(--_surface); color: var(--_text); box-shadow: 0 12px 40px rgb(0 0 0 / 18%); animation: appear .14s ease-out; }
:host([inline]) [part="panel"] { position: static; width: auto; margin-block-start: .4rem; max-width: none; box-shadow: none; animation: none; }
@keyframes appear { from { opacity: 0; transform: translateY(-.3rem); } }
[part="header"] { display: flex; align-items: center; gap: .25rem; padding: .5rem .5rem .5rem 1rem; padding-inline: 1rem .5rem; border-block-end: 1px solid var(--_line); }
[part="heading"] { flex: 1; min-width: 0; font-size: 1.05rem; line-height: 1.3; }
[part="mark-all"], [part="more"] { min-height: 2.25rem; padding-inline: .7rem; border-radius: .6rem; color: var(--_accent); font-weight: 600; font-size: .875rem; }
[part="close"], [part="tools"] button { display: grid; place-items: center; flex: none; width: 2.25rem; height: 2.25rem; padding: 0; border-radius: .6rem; color: var(--_muted); }
[part="filters"] { display: flex; gap: .25rem; padding: .4rem .6rem; border-block-end: 1px solid var(--_line); }
[part="filter"] { min-height: 2.25rem; padding-inline: .7rem; border-radius: .6rem; color: var(--_muted); font-weight: 600; font-size: .875rem; }
[part="filter"][aria-pressed="true"] { background: var(--_hover); color: var(--_text); }
[part="notice"] { padding: .6rem 1rem; background: var(--_notice); font-size: .875rem; }
.scroll { overflow-y: auto; overscroll-behavior: contain; }
[part="empty"], [part="loading"] { padding: 2.5rem 1rem; color: var(--_muted); text-align: center; }
[part="more"] { display: block; width: 100%; min-height: 2.75rem; border-radius: 0; }
ul[hidden] ~ [part="more"] { border: 0; }

ul { list-style: none; }
li { position: relative; display: flex; flex-wrap: wrap; padding-inline-end: .4rem; content-visibility: auto; contain-intrinsic-size: auto 5rem; }
li:nth-last-child(-n + 20) { content-visibility: visible; }
li + li, [part="more"] { border-block-start: 1px solid var(--_line); }
li[data-unread]::before { content: ""; position: absolute; inset-block-start: 1.2rem; inset-inline-start: .5rem; width: .45rem; height: .45rem; border-radius: 50%; background: var(--_accent); }
.main { display: flex; flex: 1 1 0; gap: .7rem; min-width: 0; padding: .75rem .4rem; padding-inline-start: 1.35rem; text-align: start; text-decoration: none; overflow-wrap: anywhere; }
.main[part="custom"] { flex-direction: column; gap: .1rem; }
.text { display: grid; flex: 1; min-width: 0; gap: .1rem; }
[part="title"], [part="body"] { display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; unicode-bidi: isolate; }
[part="title"] { -webkit-line-clamp: 2; }
[part="body"] { -webkit-line-clamp: 3; color: var(--_muted); font-size: .875rem; }
li[data-unread] [part="title"] { font-weight: 650; }
[part="time"] { color: var(--_muted); font-size: .8125rem; }
[part="icon"] { flex: none; width: 2rem; height: 2rem; overflow: hidden; border-radius: .5rem; object-fit: cover; font-size: 1.4rem; line-height: 2rem; text-align: center; unicode-bidi: isolate; }
[part="tools"] { display: flex; padding-block-start: .45rem; }
[part="actions"] { display: flex; flex-wrap: wrap; flex-basis: 100%; gap: .5rem; padding-block-end: .75rem; padding-inline-start: 1.35rem; }
[part="action"] { max-width: 100%; padding: .35rem .75rem; border: 1px solid var(--_line); border-radius: .6rem; font-size: .875rem; font-weight: 600; text-decoration: none; overflow-wrap: anywhere; unicode-bidi: isolate; }
li:hover, button:not([part="button"], .main):enabled:hover { background: var(--_hover); }
li button:not(.main):enabled:hover, [part="action"]:hover { background: var(--_line); }

@media (max-width: 30rem) {
  :host(:not([inline])) [part="panel"] { position: fixed; inset: auto .5rem .5rem; width: auto; max-height: 80vh; }
}
@media (pointer: coarse) {
  [part="close"], [part="tools"] button { width: 2.75rem; height: 2.75rem; }
  [part="mark-all"], [part="more"], [part="filter"], [part="action"] { min-height: 2.75rem; }
}
@media (prefers-reduced-motion: reduce) { [part="panel"] { animation: none; } }
@media (forced-colors: active) { [part="badge"], li[data-unread]::before { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
`;

/** @type {CSSStyleSheet | undefined} one for all bells */
let sheet;

/** A page whose policy allows no inline styles allows a sheet that is made by a script. @param {ShadowRoot} root */
export function dress(root) {
  if ("adoptedStyleSheets" in root) {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } else {
    const style = document.createElement("style");
    style.textContent = CSS;
    /** @type {ShadowRoot} */ (root).append(style);
  }
}
