import hermes = require("hermes-notifications");

const notifications = hermes.connect("wss://example.com/production", { token: async () => "token" });
notifications.on("anything", (data) => data);
