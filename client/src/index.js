export { NotificationError } from "./error.js";
export { connect } from "./notifications.js";
