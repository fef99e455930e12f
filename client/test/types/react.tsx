import { createNotifications, useInbox } from "hermes-notifications/react";

const { NotificationsProvider, useNotifications, useNotification, useConnectionState, useRoom, useRoomState, useLoad } = createNotifications<{ greeting: { text: string } }>();

function Greeting() {
  useNotification("greeting", ({ text }, { offset }) => `${text.length + offset}`);
  // @ts-expect-error no event has this name
  useNotification("greting", () => {});
  useNotification("greeting", ({ text }) => text, "project-9");
  useLoad(() => {}, 9);
  const sent: Promise<string> | undefined = useRoom("project-9")?.send({ type: "greeting", data: { text: "" } });
  // @ts-expect-error a room of no name is none
  useRoom();
  const there: "joining" | "open" | "refused" | "closed" = useRoomState("project-9");
  void [sent, there];
  const state: "idle" | "connecting" | "open" | "disconnected" | "closed" = useConnectionState();
  // @ts-expect-error there is none before the provider is mounted
  useNotifications().close();
  const { items, unread, markRead } = useInbox(useNotifications(), { filter: "unread", lazy: undefined });
  markRead(items).then(() => items[0]?.data.data.text.length);
  // @ts-expect-error no filter has this name
  useInbox(useNotifications(), { filter: "new" });
  // @ts-expect-error no badge counts these
  void (<hermes-bell count="all" />);
  void (<hermes-bell client={useNotifications()} count="unread" className="top" onhermes-item={(event) => event.detail.url} />);
  void (<hermes-bell client={[useNotifications(), undefined]} />);
  return <p>{state}{unread.toFixed()}</p>;
}

export const app = <NotificationsProvider url="wss://example.com/production" options={{ token: "t" }}><Greeting /></NotificationsProvider>;
// @ts-expect-error there is no connection without a token
export const none = <NotificationsProvider url="wss://example.com/production" options={{}} />;
