const { NotificationError, connect } = require("hermes-notifications");

console.log(typeof require("hermes-notifications/react").createNotifications, typeof require("hermes-notifications/vue").createNotifications);
// No tabs, so nothing to share.
console.log(typeof require("hermes-notifications/shared").sharedWebSocket());

const notifications = connect("ws://localhost:1", { token: "t", WebSocket: class {} });
notifications.close();
notifications.send("x").catch((error) => console.log(error instanceof NotificationError, error.code));
