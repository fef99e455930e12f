const { NotificationError, connect } = require("hermes-notifications");

const notifications = connect("ws://localhost:1", { token: "t", WebSocket: class {} });
notifications.close();
notifications.send("x").catch((error) => console.log(error instanceof NotificationError, error.code));
