import { createContext, createElement, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { NO_INBOX, actionsOf, createInbox } from "./inbox.js";
import { connect } from "./index.js";

/** @typedef {import("./index.js").Notifications} Notifications */

const NEVER = () => () => {};

/** @returns {any} typed in react.d.ts */
export function createNotifications() {
  const Context = createContext(/** @type {Notifications | undefined} */ (undefined));
  const useNotifications = () => useContext(Context);

  /** @param {any} props */
  function NotificationsProvider({ url, options, children }) {
    const [client, setClient] = useState(/** @type {Notifications | undefined} */ (undefined));
    const latest = useLatest(options);
    const address = String(url);
    useEffect(() => {
      const made = connect(address, latest.current);
      setClient(made);
      return () => made.close();
    }, [address]);
    return createElement(Context.Provider, { value: client }, children);
  }

  /** @param {string} type @param {Function} handler */
  function useNotification(type, handler) {
    const client = useNotifications();
    const latest = useLatest(handler);
    useEffect(() => client?.on(type, (data, notification) => latest.current(data, notification)), [client, type]);
  }

  /** @param {Function} load */
  function useLoad(load) {
    const client = useNotifications();
    const latest = useLatest(load);
    useEffect(() => {
      if (!client) return;
      const leaving = new AbortController();
      client.when("open", leaving).then(() => latest.current(), () => {});
      const remove = client.onStale(() => latest.current());
      return () => (leaving.abort(), remove());
    }, [client]);
  }

  function useConnectionState() {
    const client = useNotifications();
    return useSyncExternalStore(client?.onState ?? NEVER, () => client?.state ?? "idle", () => "idle");
  }

  return { NotificationsProvider, useNotifications, useNotification, useLoad, useConnectionState };
}

const none = () => NO_INBOX;

/**
 * By itself, so that only who uses it loads it.
 * @param {Notifications | undefined} client
 * @param {import("./inbox.js").InboxOptions} [options]
 * @returns {any} typed in react.d.ts
 */
export function useInbox(client, { filter, pageSize, lazy } = {}) {
  const [inbox, setInbox] = useState(/** @type {import("./inbox.js").Inbox | undefined} */ (undefined));
  useEffect(() => {
    if (!client) return;
    const made = createInbox(client, { filter, pageSize, lazy });
    setInbox(made);
    return () => (made.close(), setInbox(undefined));
  }, [client, filter, pageSize, lazy]);
  const snapshot = useSyncExternalStore(inbox?.subscribe ?? NEVER, inbox?.getSnapshot ?? none, none);
  const actions = useMemo(() => actionsOf(() => inbox), [inbox]);
  return useMemo(() => ({ ...snapshot, ...actions }), [snapshot, actions]);
}

/**
 * What the last render gave, for what is called later.
 * @template Value
 * @param {Value} value
 */
function useLatest(value) {
  const latest = useRef(value);
  useEffect(() => void (latest.current = value));
  return latest;
}
