/**
 * Why something ended or was refused. `code` is for programs (the README lists them), `message` for people.
 * The server's own refusals have the server's code.
 */
export class NotificationError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{ final?: boolean, cause?: unknown }} [more] `final`: trying again cannot help
   */
  constructor(code, message, { final = false, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "NotificationError";
    this.code = code;
    this.final = final;
  }
}

/** @param {unknown} thrown @returns {string} */
export const textOf = (thrown) => (thrown instanceof Error ? thrown.message : String(thrown));
