import type { Options } from "./index.cjs";

export interface SharedOptions {
  /**
   * Names the user and the home room, for tokens that do not by the claims `user_id` and `room_id`. It has to be of the
   * user: another one for each. Tabs share that have the same address and key, and whose tokens have the same user, home
   * room, issuer, subject (`iss`, `sub`) and rights, as far as they name them. Default: what the token says.
   */
  key?: string | undefined;
  /** What connects the tab that has the connection. Default: the browser's. */
  WebSocket?: Options["WebSocket"];
}

/**
 * For the option `WebSocket` of a client: all tabs of a browser that connect as the same user have one connection. One client
 * of a page for each user and home room: two for the same replace each other's connection. Where the browser has no Web Locks or no BroadcastChannel it gives what it was given, and each tab has a
 * connection of its own; on a server nothing.
 * @throws TypeError if the key is no text
 */
export function sharedWebSocket(options?: SharedOptions): Options["WebSocket"];
