/**
 * A page that is rendered on a server runs the same modules, once for all users: it must not connect.
 * @returns {any}
 */
export function platformSocket() {
  const { document, WorkerGlobalScope, navigator, WebSocket } = /** @type {any} */ (globalThis);
  return document || WorkerGlobalScope || navigator?.product === "ReactNative" ? WebSocket : undefined;
}
