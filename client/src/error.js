/**
 * Why something ended or was refused. `code` is for programs (the README lists them), `message` for people.
 * The server's own refusals have the server's code.
 * @template {string} [Code=string]
 */
export class NotificationError extends Error {
  /** @param {Code} code @param {unknown} message */
  constructor(code, message) {
    super(String(message));
    this.name = "NotificationError";
    this.code = code;
  }
}
