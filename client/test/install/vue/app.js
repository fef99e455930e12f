import "hermes-notifications/bell";
import { h, reactive, ref } from "vue";
import { defineStore } from "pinia";
import { url } from "./config";
import { useInbox } from "hermes-notifications/vue";
import { provideNotifications, useConnectionState, useLoad, useNotification, useNotifications } from "./notifications";

/** The client deep inside reactive state, where proxies wrap it. */
const useStore = defineStore("live", {
  state: () => ({ live: reactive({ client: undefined }) }),
  actions: {
    greet(client) {
      this.live.client = client;
      return this.live.client.send({ type: "greeting", data: { text: "hello" } });
    },
  },
});

const Greeting = {
  setup() {
    const store = useStore();
    const notifications = useNotifications();
    const state = useConnectionState();
    const text = ref("");
    useNotification("greeting", (data) => (text.value = data.text));
    useLoad(() => store.greet(notifications.value));
    return () => h("p", { id: "text", "data-connection": state.value }, text.value);
  },
};

const Bell = {
  setup() {
    const client = useNotifications();
    return () => h("hermes-bell", { client: client.value });
  },
};

const OwnBell = {
  setup() {
    const { items, unread, markRead } = useInbox(useNotifications());
    return () => h("button", { id: "bell", onClick: () => markRead(items.value) }, `${unread.value} unread of ${items.value.length}`);
  },
};

export const App = {
  setup() {
    const shown = ref(true);
    provideNotifications(url, { token: ({ signal }) => fetch("/token", { signal }) });
    return () => [h("button", { onClick: () => (shown.value = !shown.value) }, "Toggle"), shown.value && h(Greeting), h(Bell), h(OwnBell)];
  },
};
