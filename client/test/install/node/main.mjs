/** As the README shows it for a server. Ends by itself, since nothing is left open. */
import WebSocket from "ws";
import { connect } from "hermes-notifications";

const notifications = connect(process.argv[2], { token: () => "issued.here.now", WebSocket });
notifications.on("greeting", ({ text }) => console.log(text));

await notifications.send({ type: "greeting", data: { text: "hello" } });
notifications.close();
