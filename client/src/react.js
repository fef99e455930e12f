import { createContext, createElement, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { loading, use } from "./hooks.js";
import { NO_INBOX, actionsOf, createInbox } from "./inbox.js";
import { connect } from "./index.js";

/** @typedef {import("./index.js").Notifications} Notifications */
/** @typedef {import("./index.js").Room} Room */
/** @typedef {string | number | undefined} Id of a further room; none: the home room */

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

  /** @param {Id} id @returns {any} */
  function useRoom(id) {
    const client = useNotifications();
    const [room, setRoom] = useState(/** @type {Room | undefined} */ (undefined));
    useEffect(() => {
      if (!client || id === undefined) return;
      const used = use(client, id);
      setRoom(used.room);
      return used.release;
    }, [client, id]);
    if (id === undefined) return client;
    // While it is exchanged, the one before is none.
    return room?.id === String(id) ? room : undefined;
  }

  /** @param {string} type @param {Function} handler @param {Id} id */
  function useNotification(type, handler, id) {
    const room = useRoom(id);
    const latest = useLatest(handler);
    useEffect(() => room?.on(type, (/** @type {unknown[]} */ ...args) => latest.current(...args)), [room, type]);
  }

  /** @param {Function} load @param {Id} id */
  function useLoad(load, id) {
    const room = useRoom(id);
    const latest = useLatest(load);
    useEffect(() => (room ? loading(room, () => latest.current()) : undefined), [room]);
  }

  /** @param {Id} id */
  function useRoomState(id) {
    const room = useRoom(id);
    return useSyncExternalStore(room?.onState ?? NEVER, () => room?.state ?? "joining", () => "joining");
  }

  function useConnectionState() {
    const client = useNotifications();
    return useSyncExternalStore(client?.onState ?? NEVER, () => client?.state ?? "idle", () => "idle");
  }

  return { NotificationsProvider, useNotifications, useNotification, useLoad, useConnectionState, useRoom, useRoomState };
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
