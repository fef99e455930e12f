import { onScopeDispose, readonly, ref } from "vue";
import { connect } from "hermes-notifications";
import { url } from "./config";

// A hot update makes a new client: the one before must not stay.
import.meta.hot?.data.notifications?.close();
export const notifications = connect(url, { token: ({ signal }) => fetch("/token", { signal }) });
if (import.meta.hot) import.meta.hot.data.notifications = notifications;

/** Calls the handler for each notification of the type, as long as the component is there. */
export const useNotification = (type, handler) => onScopeDispose(notifications.on(type, handler));

export function useConnectionState() {
  const state = ref(notifications.state);
  onScopeDispose(notifications.onState((event) => (state.value = event.state)));
  return readonly(state);
}
