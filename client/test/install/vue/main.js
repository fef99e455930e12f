import { createApp, h, reactive } from "vue";
import { createPinia, defineStore } from "pinia";
import { notifications, useConnectionState, useNotification } from "./notifications";

/** The client deep inside reactive state, where proxies wrap it. */
const useStore = defineStore("live", {
  state: () => ({ live: reactive({ notifications }), text: "" }),
  actions: {
    greet() {
      return this.live.notifications.send({ type: "greeting", data: { text: "hello" } });
    },
  },
});

const App = {
  setup() {
    const store = useStore();
    const state = useConnectionState();
    useNotification("greeting", ({ text }) => (store.text = text));
    store.live.notifications.on("*", () => {});
    store.greet();
    return () => h("p", { id: "text", "data-connection": state.value }, store.text);
  },
};

createApp(App).use(createPinia()).mount("#root");
