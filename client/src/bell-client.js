/** @typedef {import("./inbox.js").InboxSource | undefined} Client */

/** @param {any} given @returns {Client} none, as long as one of several is not there */
export const clientOf = (given) => ([given].flat().length && [given].flat().every(Boolean) ? given : undefined);

/** A page that draws itself anew makes a new list of the same. @param {Client} one @param {Client} other */
export function isSame(one, other) {
  const [some, others] = [[one].flat(), [other].flat()];
  return some.length === others.length && some.every((source, index) => source === others[index]);
}
