// The types are written by hand, and stand in front of the sources: what they promise has to be there.
import type { NotificationError as PromisedError, Notifications, TokenFunction } from "../../src/index.js";
import type { Client } from "../../src/client.js";
import { NotificationError } from "../../src/error.js";
import type { Settings } from "../../src/options.js";

export const members = (client: Client): Notifications => client;
export const error: new (code: any, message: unknown) => PromisedError<any> = NotificationError;
export const token = (settings: Settings): string | TokenFunction => settings.token;
