import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A browser by its own protocol: Playwright has every page believe that it is looked at, and such a page cannot be frozen.
 * https://chromedevtools.github.io/devtools-protocol/
 */
export class Devtools {
  #process;
  #folder;
  #count = 0;
  /** @type {Map<number, (answer: any) => void>} */
  #waiting = new Map();

  /** @param {string} executable @param {readonly string[]} flags */
  static async launch(executable, flags) {
    const folder = await mkdtemp(join(tmpdir(), "hermes-browser-"));
    const all = ["--headless", "--remote-debugging-pipe", `--user-data-dir=${folder}`, ...flags];
    const devtools = new Devtools(spawn(executable, all, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] }), folder);
    await devtools.send("Browser.getVersion");
    return devtools;
  }

  constructor(process, folder) {
    this.#process = process;
    this.#folder = folder;
    let text = "";
    process.stdio[4].on("data", (bytes) => {
      const messages = (text + bytes).split("\0");
      text = messages.pop();
      for (const message of messages.map((one) => JSON.parse(one))) this.#waiting.get(message.id)?.(message);
    });
  }

  /** @returns {Promise<any>} what is answered */
  async send(method, params = {}, sessionId = undefined) {
    const id = ++this.#count;
    const answered = new Promise((resolve) => this.#waiting.set(id, resolve));
    this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** @param {string} url @returns {Promise<(method: string, params?: object) => Promise<any>>} says something to that page */
  async page(url) {
    const { targetId } = await this.send("Target.createTarget", { url });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    return (method, params) => this.send(method, params, sessionId);
  }

  async close() {
    const ended = once(this.#process, "exit");
    await this.send("Browser.close");
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
