import type { DetailedHTMLProps, HTMLAttributes, ReactElement, ReactNode } from "react";
import type { BellAttributes, BellClient, BellEventMap, BellStrings, HermesBell } from "./bell.cjs";
import type { InboxActions, InboxOptions, InboxSnapshot } from "./inbox.cjs";
import type { Address, EventMap, Notifications, Options, ReceivedNotification, Room, RoomState, State } from "./index.cjs";

type Names<Events> = keyof Events & string;

/**
 * A provider and hooks that belong together. Two home rooms on one page are two of them. Hooks that are given the id of a
 * further room are about that, and are in it as long as a component with one of them is mounted.
 */
export interface NotificationHooks<Events extends object = EventMap> {
  /**
   * Connected as long as it is mounted, and to another address once it is given one. Options are read when it connects.
   * On a server nothing is connected. For another user, give it another `key`.
   */
  NotificationsProvider(props: { url: Address; options: Options; children?: ReactNode }): ReactElement;

  /** The client; undefined on a server, before the provider is mounted, and without one. */
  useNotifications(): Notifications<Events> | undefined;

  /** Calls the handler of the last render for each notification of the type. */
  useNotification<Type extends Names<Events>>(
    type: Type,
    handler: (data: Events[Type], notification: ReceivedNotification<Type, Events[Type]>) => unknown,
    room?: string | number,
  ): void;

  /** Called once the client is connected, and in the room, and whenever something may be missing. */
  useLoad(load: () => unknown, room?: string | number): void;

  /** `idle` on a server and before the provider is mounted. */
  useConnectionState(): State;

  /** A further room, to send in it or to join it again; undefined where there is no client. It leaves by itself. */
  useRoom(room: string | number): Room<Events> | undefined;

  /** `joining` on a server and before the provider is mounted. */
  useRoomState(room: string | number): RoomState;
}

/** @example export const { NotificationsProvider, useNotification } = createNotifications<{ greeting: { text: string } }>(); */
export function createNotifications<Events extends object = EventMap>(): NotificationHooks<Events>;

/**
 * The inbox of the client that `useNotifications` gives, as long as the component is there; several components share what
 * they know. Empty on a server and before the client is there, and what is done then does nothing.
 * @example const { items, unread, markRead } = useInbox(useNotifications(), { filter: "unread" });
 */
export function useInbox<Events extends object = EventMap>(
  client: Notifications<Events> | undefined,
  options?: InboxOptions,
): InboxSnapshot<Events> & InboxActions;

/** What `<hermes-bell>` takes in React 19. In React 18 objects and functions are set by a `ref`. */
export type BellProps = DetailedHTMLProps<HTMLAttributes<HermesBell>, HermesBell> &
  BellAttributes &
  Partial<Pick<HermesBell, "renderer">> & { client?: BellClient } & { strings?: Partial<BellStrings> | undefined } & {
    [Type in keyof BellEventMap as `on${Type}`]?: ((event: BellEventMap[Type]) => void) | undefined;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "hermes-bell": BellProps;
    }
  }
}
