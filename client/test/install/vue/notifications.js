import { createNotifications } from "hermes-notifications/vue";

export const { provideNotifications, useNotifications, useNotification, useLoad, useConnectionState } = createNotifications();
