/** What comes within this time is announced together, and goes away after it has been read out. */
const TOGETHER_MS = 1_000;
const GONE_MS = 5_000;

/** Says to those who listen that something has come. What was there before is not announced. */
export class Announcer {
  #say;
  /** @type {number | undefined} */
  #known;
  #fresh = 0;
  /** @type {unknown} the refusal of a mark, after which something is unseen again without being new */
  #error;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(count: number) => string} */
  words = String;

  /** @param {(text: string) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /** @param {Pick<import("./inbox.js").InboxSnapshot, "ready" | "unseen" | "error">} snapshot */
  hear({ ready, unseen, error }) {
    if (!ready) return;
    if (this.#known !== undefined && error === this.#error) this.#fresh += Math.max(0, unseen - this.#known);
    this.#known = unseen;
    this.#error = error;
    if (this.#fresh && this.#timer === undefined) this.#later(TOGETHER_MS);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#known = this.#error = this.#timer = undefined;
    this.#fresh = 0;
    this.#say("");
  }

  /** @param {number} delayMs */
  #later(delayMs) {
    this.#timer = setTimeout(() => {
      const fresh = this.#fresh;
      this.#fresh = 0;
      this.#timer = undefined;
      this.#say(fresh ? this.words(fresh) : "");
      if (fresh) this.#later(GONE_MS);
    }, delayMs);
  }
}
