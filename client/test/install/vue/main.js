import { createApp } from "vue";
import { createPinia } from "pinia";
import { App } from "./app";

const app = createApp(App).use(createPinia());
app.mount("#root");
window.leave = () => app.unmount();
