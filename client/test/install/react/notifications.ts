import { createNotifications } from "hermes-notifications/react";

type Events = { greeting: { text: string } };

export const { NotificationsProvider, useNotifications, useNotification, useLoad, useConnectionState } = createNotifications<Events>();
