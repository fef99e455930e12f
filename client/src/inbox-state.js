import { INBOX_STREAMS } from "./protocol.js";
import { NONE, minus, plus, size, within } from "./inbox-ranges.js";

/** @typedef {import("./inbox-ranges.js").Ranges} Ranges */
/** @typedef {import("./inbox.js").InboxFilter} InboxFilter */
/** @typedef {(typeof INBOX_STREAMS)[number]} InboxStream */

/**
 * What the user has done with one stream, as the server tells it. `offset` is the last one that is known to exist.
 * @typedef {{ epoch: string, offset: number, floor: number, seen: number, read: Ranges, archived: Ranges, expires_at?: number }} StreamState
 */

/** @typedef {{ version: number, inbox: StreamState, announcements: StreamState }} State */

/**
 * What is to change in one stream, in one life of it. No offset is in two that contradict each other.
 * @typedef {{ epoch: string, read: Ranges, unread: Ranges, archived: Ranges, unarchived: Ranges, seen: number }} Change
 */

/** @typedef {Partial<Record<InboxStream, Change>>} Mark */

/** @param {string} epoch @param {Partial<Change>} what @returns {Change} */
export const changeOf = (epoch, what) => ({ epoch, read: NONE, unread: NONE, archived: NONE, unarchived: NONE, seen: 0, ...what });

/**
 * As the server marks: what is over or not there yet is passed over.
 * @param {State} state @param {Mark} mark @returns {State}
 */
export function marked(state, mark) {
  const next = { ...state };
  for (const name of INBOX_STREAMS) {
    const change = mark[name];
    const { epoch, offset, floor, seen, read, archived } = state[name];
    if (change?.epoch !== epoch) continue;
    next[name] = {
      ...state[name],
      seen: Math.max(seen, Math.min(change.seen, offset)),
      read: minus(plus(read, within(change.read, floor + 1, offset)), change.unread),
      archived: minus(plus(archived, within(change.archived, floor + 1, offset)), change.unarchived),
    };
  }
  return next;
}

/**
 * One mark that does what the two do one after the other.
 * @param {Mark} first @param {Mark} second @returns {Mark}
 */
export function together(first, second) {
  const both = { ...first, ...second };
  for (const name of INBOX_STREAMS) {
    const [a, b] = [first[name], second[name]];
    // What was marked in an earlier life of the stream is over with it.
    if (a?.epoch === b?.epoch && a && b) both[name] = sum(a, b);
  }
  return both;
}

/** @param {Change} a @param {Change} b @returns {Change} */
const sum = (a, b) => ({
  epoch: b.epoch,
  read: plus(minus(a.read, b.unread), b.read),
  unread: plus(minus(a.unread, b.read), b.unread),
  archived: plus(minus(a.archived, b.unarchived), b.archived),
  unarchived: plus(minus(a.unarchived, b.archived), b.unarchived),
  seen: Math.max(a.seen, b.seen),
});

/** @param {unknown} value */
const isEmpty = (value) => value === 0 || (Array.isArray(value) && !value.length);

/** What goes to the server: without what says nothing. @param {Mark} mark */
export const messageOf = (mark) => JSON.parse(JSON.stringify({ action: "mark", ...mark }, (_, value) => (isEmpty(value) ? undefined : value)));

/** @param {Mark} mark */
export const rangesIn = (mark) =>
  INBOX_STREAMS.flatMap((name) => Object.values(mark[name] ?? {}).filter(Array.isArray)).reduce((count, { length }) => count + length, 0);

/**
 * The offsets that a filter lets pass; nothing that is over is among them.
 * @param {StreamState} stream @param {InboxFilter} filter
 */
export function among({ floor, offset, read, archived }, filter) {
  if (filter === "archived") return within(archived, floor + 1, offset);
  const all = minus(within([[1, offset]], floor + 1, offset), archived);
  return filter === "unread" ? minus(all, read) : all;
}

/**
 * The badge. It is the size of a set, and nothing is counted up or down, so it cannot drift.
 * @param {State} state
 */
export function badge(state) {
  const unread = INBOX_STREAMS.map((name) => among(state[name], "unread"));
  const unseen = INBOX_STREAMS.map((name, index) => minus(unread[index], [[1, state[name].seen]]));
  return { unread: size(unread[0]) + size(unread[1]), unseen: size(unseen[0]) + size(unseen[1]) };
}
