import react = require("hermes-notifications/react");
import inbox = require("hermes-notifications/inbox");
import vue = require("hermes-notifications/vue");

export const { useLoad } = react.createNotifications();
export const { useLoad: useLoadInVue } = vue.createNotifications();
export const { createInbox } = inbox;
