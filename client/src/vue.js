import { inject, onMounted, onScopeDispose, provide, readonly, ref, shallowRef, watch } from "vue";
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
