import type { ComputedRef, DeepReadonly, MaybeRefOrGetter, Ref, ShallowRef } from "vue";
import type { InboxActions, InboxOptions, InboxSnapshot } from "./inbox.js";
import type { Address, EventMap, Notifications, Options, ReceivedNotification, Room, RoomState, State } from "./index.js";

type Names<Events> = keyof Events & string;

type Id = MaybeRefOrGetter<string | number>;

/**
 * Composables that belong together. Two home rooms on one page are two of them. Those that are given the id of a further
 * room are about that, and are in it as long as a component with one of them is there.
 */
export interface NotificationComposables<Events extends object = EventMap> {
  /**
   * For the setup of the component whose descendants use the others: connected as long as it is mounted. On a server
   * nothing is connected. For another user, give the component another `key`.
   */
  provideNotifications(url: Address, options: Options): Readonly<ShallowRef<Notifications<Events> | undefined>>;

  /** The client; undefined on a server, and before the component that provides it is mounted. */
  useNotifications(): Readonly<ShallowRef<Notifications<Events> | undefined>>;

  /** Calls the handler for each notification of the type, as long as the component is there. */
  useNotification<Type extends Names<Events>>(
    type: Type,
    handler: (data: Events[Type], notification: ReceivedNotification<Type, Events[Type]>) => unknown,
    room?: Id,
  ): void;

  /** Called once the client is connected, and in the room, and whenever something may be missing. */
  useLoad(load: () => unknown, room?: Id): void;

  /** `idle` on a server, and before the client is there. */
  useConnectionState(): DeepReadonly<Ref<State>>;

  /** A further room, to send in it or to join it again; undefined where there is no client. It leaves by itself. */
  useRoom(room: Id): Readonly<ShallowRef<Room<Events> | undefined>>;

  /** `joining` on a server, and before the client is there. */
  useRoomState(room: Id): DeepReadonly<Ref<RoomState>>;
}

/** @example export const { provideNotifications, useNotification } = createNotifications<{ greeting: { text: string } }>(); */
export function createNotifications<Events extends object = EventMap>(): NotificationComposables<Events>;

/**
 * The inbox of the client that `useNotifications` gives, as long as the component is there; several components share what
 * they know. Empty on a server and before the client is there, and what is done then does nothing.
 * @example const { items, unread, markRead } = useInbox(useNotifications(), { filter: "unread" });
 */
export function useInbox<Events extends object = EventMap>(
  client: Readonly<Ref<Notifications<Events> | undefined>>,
  options?: MaybeRefOrGetter<InboxOptions>,
): { [Name in keyof InboxSnapshot<Events>]: ComputedRef<InboxSnapshot<Events>[Name]> } & InboxActions;
