import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { Announcer } from "../../src/bell-announcer.js";
import { STRINGS, badgeText, stringsWith } from "../../src/bell-strings.js";
import { ago, localeOf, momentOf } from "../../src/bell-time.js";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

describe("relative times", () => {
  for (const [ageMs, words] of [[-5 * DAY, "now"], [0, "now"], [MINUTE - 1, "now"], [MINUTE, "1 minute ago"], [HOUR - 1, "59 minutes ago"], [HOUR, "1 hour ago"], [DAY - 1, "23 hours ago"], [DAY, "yesterday"], [7 * DAY, "last week"], [29 * DAY, "4 weeks ago"], [30 * DAY, "last month"], [364 * DAY, "12 months ago"], [800 * DAY, "2 years ago"]])
    test(`${ageMs} ms are "${words}"`, () => assert.equal(ago(ageMs, "en"), words));

  test("are in the language of the page", () => {
    assert.equal(ago(3 * DAY, "de"), "vor 3 Tagen");
    assert.equal(ago(3 * HOUR, "ar"), "قبل 3 ساعات");
  });

  test("need a language tag, and do without one", () => {
    assert.deepEqual(["de-AT", "EN", "", undefined, "no language at all", "_"].map(localeOf), ["de-AT", "en", undefined, undefined, undefined, undefined]);
  });

  test("are of moments only", () => {
    assert.equal(momentOf(0)?.toISOString(), "1970-01-01T00:00:00.000Z");
    for (const at of [undefined, null, "5", NaN, Infinity, 9e15, {}, []]) assert.equal(momentOf(at), undefined);
  });
});

describe("a badge", () => {
  for (const [count, text] of [[1, "1"], [99, "99"], [100, "99+"], [1_000_000, "99+"]]) test(`of ${count} is ${text}`, () => assert.equal(badgeText(count, "en"), text));

  test("has the digits of the language", () => assert.equal(badgeText(100, "ar-EG"), "٩٩+"));
});

describe("words", () => {
  test("of the page go first, one by one", () => {
    assert.equal(stringsWith({ empty: "Nichts." }).empty, "Nichts.");
    assert.equal(stringsWith({ empty: undefined }).empty, STRINGS.empty);
    assert.deepEqual([undefined, null, {}].map(stringsWith), [STRINGS, STRINGS, STRINGS]);
  });
});

describe("what screen readers are told", () => {
  let said;
  let announcer;
  const hear = (unseen, more) => announcer.hear({ ready: true, unseen, error: undefined, ...more });

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    said = [];
    announcer = new Announcer((text) => said.push(text));
    announcer.words = STRINGS.arrived;
  });
  afterEach(() => mock.timers.reset());

  test("is not what was there before", () => {
    announcer.hear({ ready: false, unseen: 0, error: undefined });
    hear(7);
    mock.timers.tick(10_000);
    assert.deepEqual(said, []);
  });

  test("is fifty at once in one sentence, which goes away", () => {
    hear(0);
    for (let unseen = 1; unseen <= 50; unseen++) hear(unseen);
    mock.timers.tick(1_000);
    assert.deepEqual(said, ["50 new notifications"]);
    mock.timers.tick(5_000);
    assert.deepEqual(said, ["50 new notifications", ""]);
  });

  test("is also what is seen at once, since the panel is open", () => {
    hear(0);
    hear(1);
    hear(0);
    mock.timers.tick(1_000);
    assert.deepEqual(said, ["1 new notification"]);
  });

  test("is not what is unseen again because a mark was refused", () => {
    hear(3);
    hear(0);
    hear(3, { error: new Error("refused") });
    mock.timers.tick(10_000);
    assert.deepEqual(said, []);
  });

  test("is nothing after the end, and no timer is left", () => {
    hear(0);
    hear(1);
    announcer.stop();
    mock.timers.tick(10_000);
    assert.deepEqual(said, [""]);
  });
});
