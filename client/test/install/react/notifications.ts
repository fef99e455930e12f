import { useEffect, useRef, useSyncExternalStore } from "react";
import { connect } from "hermes-notifications";
import { url } from "./config";

type Events = { greeting: { text: string } };

// A hot update makes a new client: the one before must not stay.
import.meta.hot?.data.notifications?.close();
export const notifications = connect<Events>(url, { token: ({ signal }) => fetch("/token", { signal }) });
if (import.meta.hot) import.meta.hot.data.notifications = notifications;

/** Calls the handler for each notification of the type. */
export function useNotification<Type extends keyof Events>(type: Type, handler: (data: Events[Type]) => void) {
  const latest = useRef(handler);
  useEffect(() => void (latest.current = handler));
  useEffect(() => notifications.on(type, (data) => latest.current(data)), [type]);
}

/** Loads what the page shows once it is connected, and anew whenever something may be missing. */
export function useLoad(load: () => void) {
  const latest = useRef(load);
  useEffect(() => void (latest.current = load));
  useEffect(() => {
    const leaving = new AbortController();
    notifications.when("open", { signal: leaving.signal }).then(() => latest.current(), () => {});
    const remove = notifications.onStale(() => latest.current());
    return () => (leaving.abort(), remove());
  }, []);
}

export const useConnectionState = () =>
  useSyncExternalStore(notifications.onState, () => notifications.state, () => "idle" as const);
