import { WebSocketServer } from "ws";

const NOTHING = { epoch: "", offset: 0 };
const IN_INBOX = { user_id: "backend", data: { type: "notice", title: "hello" }, id: "n", stream: "inbox", epoch: "i", offset: 1, at: 1 };

/** Of an inbox with one notification in it. */
const stateOf = (read) => ({
  version: 1 + read.length,
  inbox: { epoch: "i", offset: 1, floor: 0, seen: 0, read, archived: [] },
  announcements: { ...NOTHING, floor: 0, seen: 0, read: [], archived: [] },
});

/**
 * The least that a client needs: one room, in which everybody hears what anybody sends, and one inbox for all. As old as one that takes no
 * several sends in one message.
 * @returns what the tests look at, and the address
 */
export async function openGateway() {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "hermes" });
  let notifications = [];
  let epoch = "e";
  let read = [];
  const room = () => (notifications.length ? { epoch, offset: notifications.length } : NOTHING);
  const say = (socket, frame) => socket.send(JSON.stringify(frame));
  const handle = (socket, { action, data, ref, room: position, state, inbox }) => {
    if (action === "inbox") return say(socket, { items: [IN_INBOX], state: stateOf(read), ref, data: {} });
    if (action === "mark") {
      read = inbox.read ?? read;
      return say(socket, { ok: true, state: stateOf(read), ref, data: {} });
    }
    const inInbox = state && { state: stateOf(read), inbox_recovered: true };
    if (action === "resume") {
      const recovered = position?.epoch === epoch || position?.epoch === "";
      const missed = position && (recovered ? { recovered, notifications: notifications.slice(position.offset) } : { recovered });
      return say(socket, { ...missed, ...inInbox, room: room(), user: NOTHING, ref, data: {} });
    }
    if (!data) return say(socket, { error: { code: "data_missing", message: "no data" }, ref, data: {} });
    const notification = { user_id: "7", data, id: `7/${ref}`, stream: "room", epoch, offset: notifications.length + 1 };
    notifications.push(notification);
    for (const other of server.clients) say(other, notification);
    say(socket, { ok: true, id: notification.id, ref, data: {} });
  };
  server.on("connection", (socket) => socket.on("message", (text) => handle(socket, JSON.parse(String(text)))));
  await new Promise((resolve) => server.on("listening", resolve));
  return {
    url: `ws://127.0.0.1:${server.address().port}`,
    connections: () => server.clients.size,
    heard: () => notifications.length,
    /** Its past is lost, and so are the connections. */
    restart: () => {
      notifications = [];
      epoch += "e";
      for (const socket of server.clients) socket.terminate();
    },
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
