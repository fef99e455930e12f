/**
 * What React's hooks and Vue's composables have in common.
 * @typedef {import("./index.js").Room} Room
 * @typedef {import("./index.js").Notifications} Notifications
 */

/** How many use a room. @type {WeakMap<Room, number>} */
const users = new WeakMap();

/**
 * In the room as long as somebody uses it. Who goes is counted later: a component that is replaced by another one with the
 * same room, or mounted twice, leaves nothing.
 * @param {Notifications} client @param {string | number} id
 * @returns {{ room: Room, release: () => void }}
 */
export function use(client, id) {
  const room = client.room(id);
  const count = (/** @type {number} */ more) => {
    const now = (users.get(room) ?? 0) + more;
    users.set(room, now);
    return now;
  };
  count(1);
  return { room, release: () => void setTimeout(() => count(-1) || room.leave()) };
}

/**
 * Loads once it is open, and whenever something may be missing.
 * @param {Notifications | Room} room @param {() => unknown} load
 * @returns {() => void} ends it
 */
export function loading(room, load) {
  let due = true;
  const removeState = room.onState(async ({ state }) => {
    // Not while a component is being set up.
    await undefined;
    if (!due || state !== "open") return;
    due = false;
    load();
  });
  const removeStale = room.onStale(() => load());
  return () => {
    due = false;
    removeState();
    removeStale();
  };
}
