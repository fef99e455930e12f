import { createNotifications, useInbox } from "hermes-notifications/vue";

const { provideNotifications, useNotifications, useNotification, useConnectionState, useRoom, useRoomState } = createNotifications<{ greeting: { text: string } }>();

export function setup() {
  provideNotifications("wss://example.com/production", { token: async () => "t" }).value?.connect();
  useNotification("greeting", ({ text }, { offset }) => `${text.length + offset}`);
  // @ts-expect-error no event has this name
  useNotification("greting", () => {});
  // @ts-expect-error it is for reading
  useConnectionState().value = "open";
  useNotification("greeting", ({ text }) => text, () => "project-9");
  useRoom("project-9").value?.join();
  // @ts-expect-error no state has this name
  useRoomState(9).value === "connecting";
  useNotifications().value?.on("greeting", ({ text }) => text.length);
  const { items, unread, markRead } = useInbox(useNotifications(), () => ({ filter: "archived" }));
  markRead(items.value).then(() => items.value[0]?.data.data.text.length + unread.value);
  // @ts-expect-error it is for reading
  unread.value = 1;
}
