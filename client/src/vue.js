import { computed, inject, onMounted, onScopeDispose, provide, readonly, ref, shallowRef, toValue, watch } from "vue";
import { NO_INBOX, actionsOf, createInbox } from "./inbox.js";
import { connect } from "./index.js";

/** @typedef {import("./index.js").Notifications} Notifications */

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

  /** @param {(client: Notifications) => () => void} follow gives back what ends it */
  const whileThere = (follow) => watch(useNotifications(), (client, _, ended) => client && ended(follow(client)), { immediate: true });

  /** @param {string} type @param {(data: any, notification: any) => unknown} handler */
  const useNotification = (type, handler) => void whileThere((client) => client.on(type, handler));

  /** @param {() => unknown} load */
  function useLoad(load) {
    whileThere((client) => {
      const leaving = new AbortController();
      client.when("open", leaving).then(() => load(), () => {});
      const remove = client.onStale(() => load());
      return () => (leaving.abort(), remove());
    });
  }

  function useConnectionState() {
    const state = ref(/** @type {import("./index.js").State} */ ("idle"));
    whileThere((client) => client.onState((event) => (state.value = event.state)));
    return readonly(state);
  }

  return { provideNotifications, useNotifications, useNotification, useLoad, useConnectionState };
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
