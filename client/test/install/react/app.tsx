import { useState } from "react";
import { notifications, useConnectionState, useLoad, useNotification } from "./notifications";

export function App() {
  const state = useConnectionState();
  const [text, setText] = useState("");
  useNotification("greeting", (data) => setText(data.text));
  useLoad(() => void notifications.send({ type: "greeting", data: { text: "hello" } }));
  return <p data-connection={state} id="text">{text}</p>;
}
