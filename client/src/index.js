export { Notifications, connect } from "./client.js";
export { NotificationError } from "./error.js";

/** @typedef {import("./protocol.js").Notification} Notification */
/** @typedef {import("./protocol.js").Position} Position */
/** @typedef {import("./options.js").Options} Options */
/** @typedef {import("./connection.js").StateEvent} StateEvent */
/** @typedef {import("./client.js").SendOptions} SendOptions */
