import { connect } from "/hermes/index.js";
import { url } from "/config.js";

const notifications = connect(url, { token: ({ signal }) => fetch("/token", { signal }) });

notifications.on("greeting", ({ text }) => postMessage(text));
notifications.send({ type: "greeting", data: { text: "hello" } });
