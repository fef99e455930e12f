import { computed, inject, onMounted, onScopeDispose, provide, readonly, ref, shallowRef, toValue, watch } from "vue";
import { loading, use } from "./hooks.js";
import { NO_INBOX, actionsOf, createInbox } from "./inbox.js";
import { connect } from "./index.js";

/** @typedef {import("./index.js").Notifications} Notifications */
/** @typedef {import("vue").MaybeRefOrGetter<string | number | undefined>} Id of a further room; none: the home room */

/** @returns {any} typed in vue.d.ts */
export function createNotifications() {
  const key = Symbol("hermes-notifications");

  /** @returns {import("vue").ShallowRef<Notifications | undefined>} */
  const useNotifications = () => inject(key, shallowRef());

  /** @param {import("./index.js").Address} url @param {import("./index.js").Options} options */
  function provideNotifications(url, options) {
    const client = shallowRef(/** @type {Notifications | undefined} */ (undefined));
    provide(key, client);
    // Never on a server.
    onMounted(() => (client.value = connect(url, options)));
    onScopeDispose(() => client.value?.close());
    return client;
  }

  /** @param {Id} id @returns {import("vue").ShallowRef<any>} */
  function useRoom(id) {
    const client = useNotifications();
    const room = shallowRef();
    watch(
      [client, () => toValue(id)],
      ([there, of], _, ended) => {
        if (!there || of === undefined) return void (room.value = there);
        const used = use(there, of);
        room.value = used.room;
        ended(used.release);
      },
      { immediate: true },
    );
    return room;
  }

  /** @param {Id} id @param {(room: any) => () => void} follow gives back what ends it */
  const whileThere = (id, follow) => watch(useRoom(id), (room, _, ended) => room && ended(follow(room)), { immediate: true });

  /** @param {string} type @param {(data: any, notification: any) => unknown} handler @param {Id} [id] */
  const useNotification = (type, handler, id) => void whileThere(id, (room) => room.on(type, handler));

  /** @param {() => unknown} load @param {Id} [id] */
  const useLoad = (load, id) => void whileThere(id, (room) => loading(room, load));

  /** @template State @param {State} before @param {Id} [id] */
  function useState(before, id) {
    const state = ref(before);
    whileThere(id, (room) => room.onState((/** @type {{ state: any }} */ event) => (state.value = event.state)));
    return readonly(state);
  }

  const useConnectionState = () => useState("idle");

  /** @param {Id} id */
  const useRoomState = (id) => useState("joining", id);

  return { provideNotifications, useNotifications, useNotification, useLoad, useConnectionState, useRoom, useRoomState };
}

/**
 * By itself, so that only who uses it loads it.
 * @param {import("vue").Ref<Notifications | undefined>} client
 * @param {import("vue").MaybeRefOrGetter<import("./inbox.js").InboxOptions>} [options]
 * @returns {any} typed in vue.d.ts
 */
export function useInbox(client, options) {
  const snapshot = shallowRef(NO_INBOX);
  const inbox = shallowRef(/** @type {import("./inbox.js").Inbox | undefined} */ (undefined));
  /** @param {[Notifications | undefined, import("./inbox.js").InboxOptions | undefined]} sources @param {unknown} _ @param {(end: () => void) => void} ended */
  function follow([live, chosen], _, ended) {
    if (!live) return void (snapshot.value = NO_INBOX);
    const made = createInbox(live, chosen);
    inbox.value = made;
    snapshot.value = made.getSnapshot();
    made.subscribe(() => (snapshot.value = made.getSnapshot()));
    ended(() => (made.close(), (inbox.value = undefined)));
  }
  watch([client, () => toValue(options)], follow, { immediate: true });
  const shown = Object.keys(NO_INBOX).map((name) => [name, computed(() => snapshot.value[/** @type {keyof typeof NO_INBOX} */ (name)])]);
  return { ...Object.fromEntries(shown), ...actionsOf(() => inbox.value) };
}
