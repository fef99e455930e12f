// The types are written by hand, and stand in front of the sources: what they promise has to be there.
import type { NotificationError as PromisedError, Notifications, TokenFunction } from "../../src/index.js";
import type { Inbox } from "../../src/inbox.js";
import type { List } from "../../src/inbox-list.js";
import type { Mailbox } from "../../src/inbox-mailbox.js";
import type { Client } from "../../src/client.js";
import { NotificationError } from "../../src/error.js";
import type { Settings } from "../../src/options.js";

export const members = (client: Client): Notifications => client;
export const error: new (code: any, message: unknown) => PromisedError<any> = NotificationError;
export const token = (settings: Settings): string | TokenFunction => settings.token;
export const list = (list: List): Pick<Inbox, "subscribe" | "loadMore" | "close"> => list;
export const marks = (mailbox: Mailbox): Promise<void>[] => [mailbox.mark([], "read"), mailbox.markAll("seen")];
