import type { EventMap, NotificationError, Notifications, ReceivedNotification, Room } from "./index.cjs";

/** `all` is everything that is not archived, and `unread` what of it is not read. */
export type InboxFilter = "all" | "unread" | "archived";

/** A notification of an inbox, and what the user has done with it. */
export interface InboxItem<Type extends string = string, Data = any> extends ReceivedNotification<Type, Data> {
  stream: "inbox" | "announcements";
  at: number;
  read: boolean;
  archived: boolean;
}

/** An item of any of the types. */
export type AnyInboxItem<Events extends object> = {
  [Type in keyof Events & string]: InboxItem<Type, Events[Type]>;
}[keyof Events & string];

/** The inbox at one moment. It and its items are never changed. */
export interface InboxSnapshot<Events extends object = EventMap> {
  /** The newest first, down to where pages were loaded. An item that has not changed is the same object as before. */
  readonly items: readonly AnyInboxItem<Events>[];
  /** How many are neither read nor archived, whether they are loaded or not. */
  readonly unread: number;
  /** How many of these have come since the user looked: what a badge shows. */
  readonly unseen: number;
  /** Whether `loadMore` would bring something. */
  readonly hasMore: boolean;
  readonly loading: boolean;
  /** Whether the server has told the state: before, both numbers are 0. */
  readonly ready: boolean;
  /** Why the last page could not be loaded, or the last mark was undone; gone with the next page. */
  readonly error: NotificationError | undefined;
}

export interface InboxOptions {
  /** Which are listed. Default: "all". */
  filter?: InboxFilter | undefined;
  /** How many a page has, 1 to 50. Default: 20. */
  pageSize?: number | undefined;
  /** Load nothing before the first `loadMore`, for a bell that is closed. The numbers are there all the same. Default: false. */
  lazy?: boolean | undefined;
}

/** What can be marked: an item, or a notification as a handler gets it. */
export type Markable = Pick<ReceivedNotification, "stream" | "epoch" | "offset" | "room_id">;

/**
 * The inbox of the user of a connection, with one filter. Its functions need no `this`.
 *
 * What is marked is so at once, and undone if the server refuses it: then the promise rejects with a NotificationError.
 * Without a connection it waits for the next one. Nobody has to wait for these promises.
 */
export interface Inbox<Events extends object = EventMap> extends InboxSnapshot<Events>, InboxActions {
  /** The same object as long as nothing changes. */
  getSnapshot(): InboxSnapshot<Events>;
  /** Calls the listener after each change, once for what happens together. @returns removes it */
  subscribe(listener: () => void): () => void;
  /** No listener is called any more. What was marked still goes out. */
  close(): void;
}

/** What a user can do in an inbox. */
export interface InboxActions {
  /** The next page. Resolves when it is there. */
  loadMore(): Promise<void>;
  markRead(items: Markable | readonly Markable[]): Promise<void>;
  markUnread(items: Markable | readonly Markable[]): Promise<void>;
  archive(items: Markable | readonly Markable[]): Promise<void>;
  unarchive(items: Markable | readonly Markable[]): Promise<void>;
  /** Everything that has arrived here, loaded or not. */
  markAllRead(): Promise<void>;
  /** The user has looked: nothing that has arrived is unseen any more. It stays unread. */
  seen(): Promise<void>;
}

/** For the other entries of this package, not for applications. */
export const NO_INBOX: InboxSnapshot<any>;
/** For the other entries of this package, not for applications. */
export function actionsOf(inbox: () => Inbox<any> | undefined): InboxActions;

/** Whose inbox it is: a client or a further room of one, or several of them as one list. */
export type InboxSource<Events extends object = EventMap> = Notifications<Events> | Room<Events> | readonly (Notifications<any> | Room<any>)[];

/**
 * Several on one client, with different filters, share what they know.
 * @throws TypeError names the option that cannot be used
 */
export function createInbox<Events extends object = EventMap>(of: InboxSource<Events>, options?: InboxOptions): Inbox<Events>;
