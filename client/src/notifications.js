import { Client } from "./client.js";
import { COMMON, Face } from "./face.js";

const FUNCTIONS = /** @type {const} */ ([...COMMON, "room", "connect", "disconnect", "close"]);

/** @param {import("./index.js").Address} url @param {import("./index.js").Options} options @returns {any} typed in index.d.ts */
export const connect = (url, options) => new Face(new Client(url, options), ["state"], FUNCTIONS);
