import { h, reactive, ref } from "vue";
import { defineStore } from "pinia";
import { url } from "./config";
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

export const App = {
  setup() {
    const shown = ref(true);
    provideNotifications(url, { token: ({ signal }) => fetch("/token", { signal }) });
    return () => [h("button", { onClick: () => (shown.value = !shown.value) }, "Toggle"), shown.value && h(Greeting)];
  },
};
