import react = require("hermes-notifications/react");
import vue = require("hermes-notifications/vue");

export const { useLoad } = react.createNotifications();
export const { useLoad: useLoadInVue } = vue.createNotifications();
