import { connect } from "/hermes/index.js";
import { url } from "/config.js";

const notifications = connect(url, { token: ({ signal }) => fetch("/token", { signal }), storage: sessionStorage });

notifications.on("*", (data, { offset }) => console.log(offset, data));
notifications.onStale(() => location.reload());
notifications.onState(({ state, reason }) => {
  document.body.dataset.connection = state;
  if (reason?.code === "token_refused") location.assign("/login");
});

notifications.on("greeting", ({ text }) => (document.getElementById("text").textContent = text));
notifications.send({ type: "greeting", data: { text: "hello" } });
