import { connect } from "hermes-notifications";
import { accessToken } from "./login.js";

const { webSocketUrl, ...provider } = await (await fetch("/settings.json")).json();
const token = await accessToken(provider);

const notifications = connect(webSocketUrl, { token });
notifications.onState(({ state }) => (document.querySelector("#state").textContent = state));
notifications.on("*", (data, { data: { type } }) => {
  const item = document.createElement("li");
  item.textContent = `${type}: ${JSON.stringify(data)}`;
  document.querySelector("#notifications").append(item);
});
