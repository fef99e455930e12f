import { connect } from "hermes-notifications";
import { accessToken } from "./login.js";

const { webSocketUrl, ...provider } = await (await fetch("/settings.json")).json();
const notifications = connect(webSocketUrl, { token: await accessToken(provider) });
notifications.onState(({ state }) => (document.querySelector("#state").textContent = state));
const show = (text) => document.querySelector("#notifications").append(Object.assign(document.createElement("li"), { textContent: text }));
notifications.on("*", (data, { data: { type } }) => show(`${type}: ${JSON.stringify(data)}`));
// A backend has granted a further room: it is joined on the same connection, until it is taken back.
notifications.on("room.granted", (id) => {
  const room = notifications.room(id);
  room.on("*", (data, { data: { type } }) => show(`${id} ${type}: ${JSON.stringify(data)}`));
  room.onState(({ state, reason }) => show(`${id} ${state} ${reason?.code ?? ""}`));
  room.join();
});
