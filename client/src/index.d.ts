/**
 * Types of the application's events: `data` by `data.type`. Without one, any type of any data is accepted.
 * @example connect<{ "backup.completed": { job: number } }>(url, options)
 */
export type EventMap = Record<string, any>;

type Names<Events> = keyof Events & string;

/** What a handler gets beside the data. */
export interface ReceivedNotification<Type extends string = string, Data = any> {
  /** The author, as the publisher wrote it. */
  user_id: string | number;
  /** As published. With an event map this is the agreed form; without one it can be any JSON. */
  data: string extends Type ? any : { type: Type; data: Data };
  id: string;
  /** The last two for what belongs in an inbox: of this user, and of everyone. */
  stream: "room" | "user" | "inbox" | "announcements";
  /** Changes when the stream was made anew. */
  epoch: string;
  /** Counts the stream's notifications from 1 on, without holes. */
  offset: number;
  /** When it was appended, in milliseconds since 1970. Only what belongs in an inbox has it. */
  at?: number;
  trace_id?: string;
  /** Of the home room none has it. */
  room_id?: string;
}

/** A notification of any of the types. */
export type AnyNotification<Events extends object> = {
  [Type in Names<Events>]: ReceivedNotification<Type, Events[Type]>;
}[Names<Events>];

/**
 * `idle` until the first attempt; `disconnected` while waiting for the next one, or after `disconnect()`; `closed` for
 * good.
 */
export type State = "idle" | "connecting" | "open" | "disconnected" | "closed";

/**
 * Of a further room: `joining` until the server has said that the connection is in it, and whenever there is no
 * connection; `refused` when it has said that it may not be, or not any more; `closed` for good.
 */
export type RoomState = "joining" | "open" | "refused" | "closed";

/** What the server says in its last frame. A newer server may have further ones. */
export type LastFrameCode = "kicked" | "revoked" | "token_expired" | "too_many_connections";

export type DisconnectCode =
  | "connection_lost"
  | "silent"
  | "offline"
  | "disconnected"
  | "handshake_failed"
  | "attempt_timeout"
  | "resume_failed"
  | "token_failed"
  | "identity_changed"
  | ClosedCode;

export type ClosedCode = "closed" | "token_refused" | LastFrameCode;

/** Why a room is refused. `unsupported`: the server knows one room for each connection. A newer one may have further codes. */
export type RefusedCode =
  | "not_granted"
  | "too_many_rooms"
  | "home_room"
  | "unsupported"
  | "ungranted"
  | "revoked"
  | "kicked"
  | "grant_expired";

export type StaleCode =
  | "not_recovered"
  | "gap_unfilled"
  | "invalid_position"
  | "position_unreadable"
  | "identity_changed";

/** Why a `send` was rejected by the client itself. */
export type SendCode =
  | "offline"
  | "queue_full"
  | "unanswered"
  | "identity_changed"
  | "no_websocket"
  | "left"
  | RefusedCode
  | ClosedCode;

/** Why a `send` was rejected by the server. A newer server may have further ones. */
export type ServerCode =
  | "not_allowed"
  | "not_joined"
  | "too_many_users"
  | "too_many_messages"
  | "too_many_ranges"
  | "too_large"
  | "unavailable"
  | "key_too_long"
  | "data_missing"
  | "invalid_to"
  | "invalid_inbox"
  | "invalid_ref"
  | "invalid_mark"
  | "invalid_page"
  | "bad_json"
  | "not_an_object"
  | "unknown_action"
  | "internal";

export type ErrorCode = DisconnectCode | StaleCode | SendCode | ServerCode;

/**
 * Why something ended or was refused. `code` is for programs, `message` for people. `send` rejects with one whose code
 * is a `SendCode` or a `ServerCode`.
 */
export class NotificationError<Code extends string = ErrorCode> extends Error {
  constructor(code: Code, message: unknown);
  readonly code: Code;
}

export type StateEvent =
  | { state: "connecting" | "open"; willRetry?: undefined; delayMs?: undefined; reason?: undefined }
  | { state: "disconnected"; willRetry: boolean; delayMs: number; reason: NotificationError<DisconnectCode> }
  | { state: "closed"; willRetry?: undefined; delayMs?: undefined; reason: NotificationError<ClosedCode> };

export type RoomStateEvent =
  | { state: "joining" | "open"; willRetry?: undefined; reason?: undefined }
  | { state: "refused"; willRetry: boolean; reason: NotificationError<RefusedCode> }
  | { state: "closed"; willRetry?: undefined; reason: NotificationError<"left" | ClosedCode> };

/** The platform's AbortSignal, where its types are there. */
type Signal = typeof globalThis extends { AbortSignal: { prototype: infer Known } } ? Known : any;

/** What is used of the Response of a fetch. */
export interface TokenResponse {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}

/** `signal` is aborted when the token is not needed any more: the attempt took too long, or was given up. */
export type TokenFunction = (request: {
  signal: Signal;
}) => string | TokenResponse | Promise<string | TokenResponse>;

/** What is used of a browser's WebSocket. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  /** Is set on a socket, and called by one that is about to end: another then takes its place. Browsers' own never call it. */
  onrenew?: (() => void) | undefined;
  send(text: string): void;
  close(code?: number): void;
}

/**
 * A name that ends in `Ms` is in milliseconds, and a pair is a range of which each client draws its own value.
 * `undefined` means the default, everywhere.
 */
export interface Options {
  /** A function that gives the token or the Response of a fetch whose body is the token; asked before each attempt. */
  token: string | TokenFunction;
  /** For a proxy on the way that takes subprotocols away. Default: false. */
  tokenInUrl?: boolean | undefined;
  /** Where the position is kept across reloads. Prefer `sessionStorage`, which each tab has for itself. */
  storage?: { getItem(key: string): string | null; setItem(key: string, value: string): void; removeItem?(key: string): void } | undefined;
  /** What the position's key begins with; user and room follow. Default: "hermes " and the URL. */
  storageKey?: string | undefined;
  /** What `send` does without a connection. Default: "queue". */
  offline?: "queue" | "refuse" | undefined;
  /** How many sends may wait for their answer, offline or not. Default: 100. */
  queueLimit?: number | undefined;
  /** The window of the first retry. Default: 2,000. */
  backoffBaseMs?: number | undefined;
  /** The widest window. Default: 30,000. */
  backoffCapMs?: number | undefined;
  /** A connection that answers after this long is stable. Default: 10,000. */
  stableMs?: number | undefined;
  /** The longest an attempt may take: token, handshake and the first answer. Default: 20,000. */
  attemptMs?: number | undefined;
  /** The longest silence after a question. Default: 20,000. */
  answerMs?: number | undefined;
  /** The least time between two wakes that are acted upon. Default: 20,000. */
  wakeMs?: number | undefined;
  /** How often the server is asked, whatever is heard meanwhile. Default: [300,000, 480,000]. */
  heartbeatMs?: readonly [number, number] | undefined;
  /** At which age a connection is replaced. Default: [5,400,000, 6,900,000]. */
  renewMs?: readonly [number, number] | undefined;
  /** When a replacement that failed is tried again. Default: [30,000, 120,000]. */
  renewRetryMs?: readonly [number, number] | undefined;
  /** How long to wait for late notifications before asking for them. Default: 1,000. */
  stragglerMs?: number | undefined;
  /** Default: the console. */
  logger?: { warn(...parts: any[]): void; error(...parts: any[]): void } | undefined;
  /**
   * Calls `wake` when it is a good moment to look, and `offline` when there is no network; gives back what removes it.
   * Default: the window's events.
   */
  onWake?: ((wake: () => void, offline: () => void) => () => void) | undefined;
  /** Default: the browser's or worker's. On a server there is none by default, and without one nothing is connected. */
  WebSocket?: (new (url: string, protocols: string[]) => SocketLike) | undefined;
  /** For tests, like those that follow. */
  setTimeout?: ((fire: () => void, delayMs: number) => unknown) | undefined;
  clearTimeout?: ((id: any) => void) | undefined;
  /** In milliseconds. */
  now?: (() => number) | undefined;
  /** From [0, 1). */
  random?: (() => number) | undefined;
}

/** A text, or a URL. */
export type Address = string | { readonly href: string };

export interface SendOptions {
  /** Only these users of the room. */
  to?: readonly (string | number)[] | undefined;
  /** Through the queue instead of at once. */
  queued?: boolean | undefined;
  /** It belongs in the inbox of those who get it. */
  inbox?: boolean | undefined;
}

/** What goes to and fro in one room. */
interface InRoom<Events extends object, State, Event> {
  readonly state: State;

  /**
   * @param type of `data.type`, or "*" for every notification
   * @param handler gets `data.data` and the whole notification
   * @returns removes the handler
   */
  on<Type extends Names<Events>>(
    type: Type,
    handler: (data: Events[Type], notification: ReceivedNotification<Type, Events[Type]>) => unknown,
  ): () => void;
  on(
    type: "*",
    handler: (data: Events[Names<Events>], notification: AnyNotification<Events>) => unknown,
  ): () => void;

  /** Each change of state, and first of all the one before, if there was one. @returns removes the handler */
  onState(handler: (event: Event) => unknown): () => void;

  /** A new connection has taken over before the gateway would have ended the old one. @returns removes the handler */
  onRenewed(handler: () => unknown): () => void;

  /** Something may be missing: load the state from the server again. @returns removes the handler */
  onStale(handler: (reason: NotificationError<StaleCode>) => unknown): () => void;

  /**
   * Delivers to the room: one after the other, in the order of the calls. Repeated until it is answered, and
   * delivered once.
   * @param data any JSON; subscribers by type expect `{ type, data }`
   * @returns the notification's id; rejects with a NotificationError
   */
  send(data: unknown, options?: SendOptions): Promise<string>;

  /** Resolves in this state, at once if it is the present one; rejects with the reason of one that is `closed` or `refused`. */
  when(state: State, options?: { signal?: Signal | undefined }): Promise<void>;

  /** For the other entries of this package, not for applications. */
  extend(make: (core: any) => any): any;
}

/** A further room on the same connection. Its functions need no `this`. */
export interface Room<Events extends object = EventMap> extends InRoom<Events, RoomState, RoomStateEvent> {
  readonly id: string;

  /** Asks again, where it was refused. */
  join(): void;

  /**
   * Final, also for others who hold it: no handler is called any more after the state `closed`, and the position is
   * forgotten. `room()` then gives another one.
   */
  leave(): void;
}

/** The application's side of a connection, and of its home room. Its functions need no `this`. */
export interface Notifications<Events extends object = EventMap> extends InRoom<Events, State, StateEvent> {
  /**
   * A further room, joined from now on as far as the token or a grant allows it. The same one for the same id, until it
   * is left.
   * @throws TypeError if it is no id
   */
  room<RoomEvents extends object = Events>(id: string | number): Room<RoomEvents>;

  /** Tries now instead of later, also after `disconnect()`. */
  connect(): void;

  /** Stays away until `connect()`. Handlers, positions and what waits to be sent are kept. */
  disconnect(): void;

  /** Final. What is not yet answered is rejected, and no handler is called any more after the state `closed`. */
  close(): void;
}

/**
 * Connects, and stays connected until `close()`. The first attempt begins after the current task, so that handlers
 * registered in it miss nothing.
 * @param url `wss://…`, without the token
 * @throws TypeError names the option that cannot be used
 */
export function connect<Events extends object = EventMap>(url: Address, options: Options): Notifications<Events>;
