import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { Story } from "../../demo/story.js";

/** One browser of the page. What comes while it is cut off comes when it is not any more. */
class Pane {
  room = "acme";
  open = true;
  watching = 0;
  #missed = [];
  #cut = false;
  #arrived = (_notification) => {};

  watch(arrived) {
    assert.equal(this.open, true, "before it is open, there may be nobody to watch");
    this.watching++;
    this.#arrived = arrived;
    return () => this.watching--;
  }

  cut(cut) {
    this.#cut = cut;
    for (const one of cut ? [] : this.#missed.splice(0)) this.#arrived(one);
  }

  arrive(notification) {
    if (this.#cut) this.#missed.push(notification);
    else this.#arrived(notification);
  }
}

const element = () => ({ dataset: {}, className: "", textContent: "", toggleAttribute() {}, setAttribute() {} });

/** @type {Record<string, any>} */
let parts;
let left;
let right;
let offset;
const { fetch } = globalThis;

beforeEach(() => {
  const steps = { children: Array.from({ length: 4 }, element) };
  parts = { ...Object.fromEntries(["show", "miss", "told", "left-bar", "left-number", "right-bar", "right-number"].map((name) => [name, element()])), steps };
  [left, right, offset] = [new Pane(), new Pane(), 0];
  new Story(parts, left, right);
  globalThis.fetch = async (_path, { body }) => {
    const ids = JSON.parse(body).map(() => `room-${++offset}`);
    for (const pane of [left, right])
      for (const id of ids) {
        pane.arrive({ id, stream: "room", offset: Number(id.slice(5)) });
        // To the user alone, in between.
        pane.arrive({ id: `user-${id}`, stream: "user", offset: 1 });
      }
    return Response.json({ ids });
  };
});

afterEach(() => (globalThis.fetch = fetch));

const steps = () => parts.steps.children.map(({ className }) => className);

describe("the story of the page", () => {
  test("counts what arrived, in the order of the room, whatever other streams bring", async () => {
    await parts.show.onclick();

    assert.equal(parts.told.textContent, "All 50 are in the left browser, each once, in the order of the room. Nothing is missing.");
    assert.deepEqual(steps(), ["done", "done", "done", "done"]);
    assert.deepEqual([left.watching, right.watching], [0, 0]);
  });

  test("watches both browsers when they are open, also if they are not when it begins", async () => {
    left.open = false;
    const ended = parts.show.onclick();
    left.open = true;
    await ended;

    assert.match(parts.told.textContent, /^All 50 are in the left browser/);
  });

  test("has not done the steps that it did not come to", async () => {
    right.room = "globex";
    await parts.show.onclick();

    assert.match(parts.told.textContent, /^It ends here: the two browsers are in different rooms/);
    assert.deepEqual(steps(), ["", "", "", ""]);
    assert.equal(parts.told.dataset.done, "true");
  });
});
