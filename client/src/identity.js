/** A larger number has lost digits when it was read, and could pass for another. @param {unknown} id */
const isExact = (id) => typeof id === "string" || Number.isSafeInteger(id);

/**
 * Whom a token is for. Read, not verified: that is the server's business, and here it only keeps apart what belongs to
 * different users or rooms.
 * @param {string} token
 * @returns {string | undefined} a text that no other user or room has; undefined if the token does not say
 */
export function identityOf(token) {
  try {
    const payload = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const { user_id: user, room_id: room } = JSON.parse(atob(payload));
    if (isExact(user) && isExact(room)) return JSON.stringify([String(user), String(room)]);
  } catch {}
}
