import { createSSRApp } from "vue";
import { createPinia } from "pinia";
import { renderToString } from "vue/server-renderer";
import { App } from "./app";

console.log(await renderToString(createSSRApp(App).use(createPinia())));
