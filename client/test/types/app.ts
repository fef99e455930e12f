// An application with an event map. A line that must not compile is marked; one that does compile then is an error.
import type { HermesBell } from "hermes-notifications/bell";
import { createInbox, type Inbox, type InboxItem } from "hermes-notifications/inbox";
import { sharedWebSocket } from "hermes-notifications/shared";
import { connect, type ReceivedNotification, type State } from "hermes-notifications";
// @ts-expect-error the name is that of the page's own class
import type { Notification } from "hermes-notifications";

const notifications = connect<{ "backup.completed": { job: number } }>("wss://example.com/production", {
  token: async () => "token",
  // The default, also under exactOptionalPropertyTypes.
  tokenInUrl: undefined,
  storage: undefined,
  heartbeatMs: undefined,
  logger: undefined,
});

connect("wss://example.com/production", { token: "token", WebSocket: sharedWebSocket() });
connect("wss://example.com/production", { token: "token", WebSocket: sharedWebSocket({ key: "user 7", WebSocket }) });
// @ts-expect-error a key is a text
sharedWebSocket({ key: 7 });

connect("wss://example.com/production", {
  token: ({ signal }) => fetch("/token", { signal }),
  storage: sessionStorage,
  renewMs: [1, 2] as const,
  // @ts-expect-error there is no such option
  refusalLimit: 3,
});

notifications.on("backup.completed", (data) => {
  const job: number = data.job;
  // @ts-expect-error the agreed form has no such member
  data.jobs;
  return job;
});

notifications.on("*", (_, { type }: ReceivedNotification["data"]) => type);

const to: readonly string[] = ["7"];
notifications.send({ type: "backup.completed", data: { job: 1 } }, { to, queued: undefined }).then((id: string) => id);

// @ts-expect-error no event has this name
notifications.on("backup.completd", () => {});

const project = notifications.room<{ moved: { by: string } }>("project-9");
project.on("moved", ({ by }, { room_id }) => [by, room_id]);
project.onState(({ state, reason, willRetry }) => {
  // @ts-expect-error no code has this name
  if (reason?.code === "not_grantd") return undefined;
  return state === "refused" && reason.code === "not_granted" ? willRetry : project.join();
});
project.when("open").then(() => project.send({ type: "moved" }), () => project.leave());
// @ts-expect-error no room is idle
project.when("idle");
notifications.room(9).on("backup.completed", ({ job }) => job);

notifications.onState((event) => {
  const state: State = event.state;
  // @ts-expect-error no code has this name
  if (event.reason?.code === "kickd") return undefined;
  // @ts-expect-error no state has this name
  if (event.state === "renewed") return undefined;
  return event.state === "closed" && event.reason.code === "kicked" ? event.reason.message : state;
});

const inbox: Inbox<{ "backup.completed": { job: number } }> = createInbox(notifications, { filter: undefined });
const items: readonly InboxItem[] = inbox.items;
inbox.subscribe(() => inbox.getSnapshot().items.map(({ read, at, data }) => [read, at, data.data.job]));
inbox.archive(items[0]!).catch(({ code }: { code: string }) => code);
notifications.on("*", (_, notification) => inbox.markRead(notification));
const several: Inbox = createInbox([notifications, notifications.room("project-9")]);
several.markRead(several.items);
const ofWhat = createInbox<{ moved: { to: string } }>([notifications, notifications.room<{ moved: { to: string } }>("project-9")]);
ofWhat.items[0]?.data.data.to.length;
// @ts-expect-error it is computed
inbox.unread = 0;
// @ts-expect-error what is marked is an item
inbox.markRead("7");

export function bellOf(page: Document): HermesBell | null {
  const bell = page.querySelector("hermes-bell");
  if (!bell) return null;
  bell.client = notifications;
  bell.client = notifications.room("project-9");
  bell.client = [notifications, notifications.room("project-9")];
  bell.strings = { empty: "Nothing.", unread: (count) => `${count.toFixed()} to read`, label: undefined };
  // @ts-expect-error there is no such word
  bell.strings = { emtpy: "Nothing." };
  bell.renderer = ({ data, read }) => (read ? String(data) : undefined);
  bell.addEventListener("hermes-item", (event) => event.detail.url ?? event.detail.item.id);
  // @ts-expect-error no item has this
  bell.addEventListener("hermes-action", (event) => event.detail.action.title);
  return bell;
}
