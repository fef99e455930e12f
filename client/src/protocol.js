/** The two streams of a connection: what its room gets, and what only its user gets. */
export const STREAMS = /** @type {const} */ (["room", "user"]);

/** The same two for what belongs in an inbox. */
export const INBOX_STREAMS = /** @type {const} */ (["inbox", "announcements"]);

/** @typedef {(typeof STREAMS)[number] | (typeof INBOX_STREAMS)[number]} StreamName */

/** Stands for the home room, which has no name in messages. No room has this one. */
export const HOME = "";

/** The gateway ends a connection that sends a larger frame, and browsers cannot split theirs. */
export const FRAME_BYTES = 32 * 1024;

/** As many further rooms as the server takes in one resume. */
export const ROOMS_TOGETHER = 50;

/**
 * How far a stream was read. A stream that does not exist yet has the epoch "" and the offset 0.
 * @typedef {{ epoch: string, offset: number }} Position
 */

/** @typedef {{ room: Position, user: Position }} Positions */

/** @typedef {import("./index.js").ReceivedNotification} Notification */

/**
 * `retry_after`: in seconds, for what passes by waiting.
 * @typedef {{ code: string, message: string, retry_after?: number }} Refusal
 */

/**
 * The answer to something we sent, recognised by the `ref` we chose.
 * @typedef {object} Answer
 * @property {string} ref
 * @property {string} [id]
 * @property {string[]} [ids] of several that went together
 * @property {Refusal} [error]
 * @property {boolean} [recovered]
 * @property {Position} [room]
 * @property {Position} [user]
 * @property {Record<string, RoomAnswer>} [rooms]
 */

/** @typedef {{ error?: Refusal, recovered?: boolean, room?: Position, user?: Position }} RoomAnswer what a resume is told about a further room */

/**
 * The server says that the connection is not in a room any more.
 * @typedef {{ room_id: string, code: string, message?: string, return?: string }} Left
 */

/**
 * The server's last frame: why it is about to end the connection, and whether to come back.
 * @typedef {{ code: string, message?: string, return?: string }} Close
 */

/**
 * `failure`: the gateway's own error frame, which does not say what it answers. `all`: the frame as it came.
 * @typedef {{ notifications: Notification[], answer?: Answer, failure?: unknown, close?: Close, all?: any }} Frame
 */

/** @param {any} position @returns {position is Position} */
export const isPosition = (position) =>
  typeof position?.epoch === "string" && Number.isSafeInteger(position.offset) && position.offset >= 0;

/** @param {any} frame @returns {frame is Notification} */
const isNotification = (frame) => /^(room|user|inbox|announcements)$/.test(frame?.stream) && isPosition(frame);

/**
 * What a handshake offers. So the token stands in no URL, and thus in no proxy's log.
 * @param {string} token
 */
export const subprotocols = (token) => ["hermes", `hermes.token.${token}`];

/** The other way to hand over the token. @param {string} url @param {string} token */
export const withToken = (url, token) => `${url}${url.includes("?") ? "&" : "?"}token=${token}`;

/**
 * @param {string} text
 * @returns {Frame | undefined} nothing for what is not of this protocol
 */
export function decode(text) {
  try {
    const frame = JSON.parse(text);
    if (typeof frame.close?.code === "string") return { notifications: [], close: frame.close };
    const notifications = [frame.notifications ?? frame].flat().filter(isNotification);
    const failure = frame.ref ? undefined : (frame.error ?? frame).message;
    if (frame.data || failure || notifications.length) return { notifications, answer: frame.ref && frame, failure, all: frame };
  } catch {}
}

/** @param {string} text */
export const bytesOf = (text) => new Blob([text]).size;

/**
 * @param {string} ref
 * @param {[string, Partial<Positions>][]} asks by room; no positions: only tell me where the streams are
 */
export function encodeResume(ref, asks) {
  const { [HOME]: home, ...rooms } = Object.fromEntries(asks);
  return JSON.stringify({ action: "resume", ...home, rooms: Object.keys(rooms)[0] && rooms, ref });
}

/**
 * @param {string} ref makes a repetition harmless: the server delivers one notification per user and ref
 * @param {unknown} data
 * @param {import("./index.js").SendOptions & { room_id?: string | undefined }} options
 */
export const encodeSend = (ref, data, { to, inbox, room_id }) => JSON.stringify({ room_id, data, to, inbox, ref });

/**
 * @param {boolean | undefined} queued
 * @param {string[]} sends as `encodeSend` gives them, one or several
 * @param {string} ref names the answer, if they are several
 */
export function encodeSends(queued, sends, ref) {
  const action = `{"action":"${queued ? "sendMessageToSQS" : "sendMessage"}",`;
  return action + (sends.length > 1 ? `"messages":[${sends}],"ref":"${ref}"}` : sends[0].slice(1));
}

const LONGEST_WAIT_S = 60;
/** For servers that do not say how long. */
const USUAL_WAIT_S = 5;

/** @param {Refusal} refusal */
export const waitMs = ({ retry_after: seconds = USUAL_WAIT_S }) => 1_000 * Math.min(Math.max(seconds, 1) || USUAL_WAIT_S, LONGEST_WAIT_S);
