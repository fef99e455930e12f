import { useState } from "react";
import { Bell, OwnBell } from "./bell";
import { url } from "./config";
import { NotificationsProvider, useConnectionState, useLoad, useNotification, useNotifications } from "./notifications";

const options = { token: ({ signal }: { signal: AbortSignal }) => fetch("/token", { signal }) };

export const App = () => (
  <NotificationsProvider url={url} options={options}>
    <Greeting />
    <Bell />
    <OwnBell />
  </NotificationsProvider>
);

function Greeting() {
  const notifications = useNotifications();
  const state = useConnectionState();
  const [text, setText] = useState("");
  useNotification("greeting", (data) => setText(data.text));
  useLoad(() => void notifications?.send({ type: "greeting", data: { text: "hello" } }).catch(console.warn));
  return <p data-connection={state} id="text">{text}</p>;
}
