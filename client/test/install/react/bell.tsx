import "hermes-notifications/bell";
import { useInbox } from "hermes-notifications/react";
import { useNotifications } from "./notifications";

export const Bell = () => <hermes-bell client={useNotifications()} />;

export function OwnBell() {
  const { items, unread, markRead } = useInbox(useNotifications());
  return <button id="bell" onClick={() => markRead(items)}>{`${unread} unread of ${items.length}`}</button>;
}
