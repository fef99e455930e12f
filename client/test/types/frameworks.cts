import react = require("hermes-notifications/react");
import bell = require("hermes-notifications/bell");
import shared = require("hermes-notifications/shared");
import inbox = require("hermes-notifications/inbox");
import vue = require("hermes-notifications/vue");

export const { useLoad } = react.createNotifications();
export const { useLoad: useLoadInVue } = vue.createNotifications();
export const { createInbox } = inbox;
export const { sharedWebSocket } = shared;

export const shown: typeof bell.HermesBell = bell.HermesBell;
