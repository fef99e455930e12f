import type { InboxItem, InboxSource } from "./inbox.cjs";
import type { Notifications, Room } from "./index.cjs";

/** What a bell says. Functions get the number. */
export interface BellStrings {
  /** The name of the button and of the panel; the attribute `label` goes first. */
  label: string;
  /** Part of the button's name. */
  unread: (count: number) => string;
  /** Part of the button's name. */
  unseen: (count: number) => string;
  /** Read out by screen readers when something comes. */
  arrived: (count: number) => string;
  /** Said before an item that is not read. */
  isUnread: string;
  /** The title of an item that has neither a text nor a type. */
  untitled: string;
  markAllRead: string;
  markRead: string;
  markUnread: string;
  archive: string;
  unarchive: string;
  /** The name of the three that follow, which the attribute `filters` shows. */
  filters: string;
  all: string;
  onlyUnread: string;
  archived: string;
  close: string;
  loadMore: string;
  loading: string;
  empty: string;
  offline: string;
  /** The client is closed, or may not be in the room. */
  ended: string;
  loadFailed: string;
  markFailed: string;
  retry: string;
}

/** Draws an item in its own way: a node, a text, or nothing for the usual way. What it draws is not inside a link or a button. */
export type BellRenderer = (item: InboxItem) => Node | string | null | undefined;

/** One of `data.actions`: with an address, or with a type for the page. */
export interface BellAction {
  label: string;
  url?: string | undefined;
  type?: string | undefined;
}

export interface BellEventMap {
  "hermes-open": CustomEvent<{ unread: number; unseen: number }>;
  "hermes-close": CustomEvent<{ unread: number; unseen: number }>;
  /** An item was chosen. Cancelled, its link is not followed. It is marked read in any case. */
  "hermes-item": CustomEvent<{ item: InboxItem; url: string | undefined }>;
  /** One of its actions was chosen. Cancelled, its link is not followed. */
  "hermes-action": CustomEvent<{ item: InboxItem; action: BellAction }>;
}

/** What a bell is for. A list that is empty, or in which one is not there yet, counts as none. */
export type BellClient = InboxSource<any> | readonly (Notifications<any> | Room<any> | undefined)[] | undefined;

/**
 * The element `<hermes-bell>`, which this module registers. On a server it registers nothing. Attributes: `label`, `count`
 * ("unseen" or "unread"), `theme` ("light" or "dark"), `filters`, `inline`, `open`, `page-size`, `lang`.
 */
export class HermesBell extends HTMLElement {
  /** Whose inbox is shown: a client or a further room, or several, of which the first says whether there is a connection. A new list of the same changes nothing. Default: undefined. */
  get client(): InboxSource<any> | undefined;
  set client(client: BellClient);
  /** Takes some of them, and gives all. */
  get strings(): BellStrings;
  set strings(strings: { [Word in keyof BellStrings]?: BellStrings[Word] | undefined } | undefined);
  /** Called once for each item that is drawn. Default: undefined. */
  renderer: BellRenderer | undefined;
  /** Whether the panel is there; the attribute follows. */
  open: boolean;
  /** Whether the panel is part of the page's flow and stays open; the attribute of this name. */
  inline: boolean;
  /** Opens the panel and moves the focus into it. */
  show(): void;
  /** Closes the panel; a focus that was inside goes back to the button. */
  close(): void;
  addEventListener<Type extends keyof BellEventMap>(type: Type, listener: (this: HermesBell, event: BellEventMap[Type]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** For those who write it in a template. */
export interface BellAttributes {
  label?: string | undefined;
  count?: "unseen" | "unread" | undefined;
  theme?: "light" | "dark" | undefined;
  filters?: boolean | undefined;
  open?: boolean | undefined;
  inline?: boolean | undefined;
  "page-size"?: number | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "hermes-bell": HermesBell;
  }
}
