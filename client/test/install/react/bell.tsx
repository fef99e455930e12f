import { useInbox } from "hermes-notifications/react";
import { useNotifications } from "./notifications";

export function Bell() {
  const { items, unread, markRead } = useInbox(useNotifications());
  return <button id="bell" onClick={() => markRead(items)}>{`${unread} unread of ${items.length}`}</button>;
}
