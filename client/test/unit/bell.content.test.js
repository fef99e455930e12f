import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { contentOf } from "../../src/bell-content.js";

const BASE = "https://app.example/inbox/";
const of = (data) => contentOf(data, BASE);
const NOTHING = { title: undefined, body: undefined, type: undefined, url: undefined, icon: undefined, actions: [] };

describe("what a bell understands", () => {
  test("has its members beside the type, or in the inner data", () => {
    const members = { title: "Backup 42", body: "It took 42 seconds.", url: "/backups/42", icon: "💾", actions: [{ label: "Open", url: "42" }, { label: "Again", type: "repeat" }] };
    const expected = {
      title: "Backup 42",
      body: "It took 42 seconds.",
      type: "backup",
      url: "https://app.example/backups/42",
      icon: { text: "💾" },
      actions: [{ label: "Open", url: "https://app.example/inbox/42", type: undefined }, { label: "Again", url: undefined, type: "repeat" }],
    };

    assert.deepEqual(of({ type: "backup", ...members }), expected);
    assert.deepEqual(of({ type: "backup", data: members }), expected);
    assert.equal(of({ type: "backup", title: "mine", data: { title: "of something else" } }).title, "mine");
  });

  for (const data of [undefined, null, 7, "text", true, [], [{ title: "in a list" }], {}, { data: null }, { data: [{ title: "no" }] }])
    test(`of ${JSON.stringify(data)} is nothing`, () => assert.deepEqual(of(data), NOTHING));

  test("of wrong types is nothing", () => {
    for (const wrong of [7, true, null, {}, [], ["a"], { toString: "a" }])
      assert.deepEqual(of({ type: wrong, title: wrong, body: wrong, url: wrong, icon: wrong, actions: wrong }), NOTHING);
    assert.deepEqual(of({ actions: [null, 7, "x", {}, { label: "neither" }, { type: "no label" }, { label: {}, url: "/" }] }).actions, []);
  });

  test("of objects that are deep is read no deeper than it has to be", () => {
    let deep = { title: "far down" };
    for (let depth = 0; depth < 100_000; depth++) deep = { data: deep };
    assert.deepEqual(of(deep), NOTHING);
    assert.deepEqual(of({ title: deep, actions: [deep] }), NOTHING);
  });
});

describe("an address", () => {
  for (const url of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "\u0000javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "blob:https://app.example/1", "file:///etc/passwd", "about:blank", "mailto:a@b.c", "https://", "http://[", "", " ", "/".repeat(3_000)])
    test(`is none: ${JSON.stringify(url.slice(0, 40))}`, () => {
      assert.equal(of({ title: "t", url }).url, undefined);
      assert.deepEqual(of({ actions: [{ label: "go", url }] }).actions, []);
      assert.equal(of({ icon: url })?.icon?.src, undefined);
    });

  test("that is refused makes no button of an action that has a type as well", () => {
    assert.deepEqual(of({ actions: [{ label: "go", url: "javascript:alert(1)", type: "go" }] }).actions, []);
  });

  for (const [url, href] of [["https://other.example/a", "https://other.example/a"], ["http://other.example", "http://other.example/"], ["42?x=1#y", "https://app.example/inbox/42?x=1#y"], ["//other.example/a", "https://other.example/a"], ["#here", "https://app.example/inbox/#here"]])
    test(`is one: ${url}`, () => assert.equal(of({ url }).url, href));

  test("that is relative is none on a page that has no http address", () => {
    assert.equal(contentOf({ url: "/a", icon: "/a.png" }, "about:blank").url, undefined);
    assert.equal(contentOf({ url: "a", icon: "/a.png" }, "file:///home/page.html").icon, undefined);
  });
});

describe("texts", () => {
  test("are cut, whatever their length", () => {
    const { title, body, actions } = of({ title: "x".repeat(5_000_000), body: " y".repeat(5_000_000), actions: Array(1_000).fill({ label: "z".repeat(1_000), type: "t" }) });

    assert.deepEqual([title.length, body.length, actions.length, actions[0].label.length], [201, 601, 4, 61]);
    assert.ok(title.endsWith("x…"));
  });

  test("are not cut through the middle of a character", () => assert.ok(of({ title: `${"x".repeat(199)}😀 and more` }).title.endsWith("x…")));

  test("stay text, with all that is in them", () => {
    const title = "<img src=x onerror=alert(1)> \u202Eevil\u202C & co";
    assert.equal(of({ title }).title, title);
  });

  test("of blanks are none", () => assert.equal(of({ title: " \n\t " }).title, undefined));
});

describe("an icon", () => {
  test("is a short text, or an image of the page's own origin", () => {
    assert.deepEqual(of({ icon: "👩‍💻" }).icon, { text: "👩‍💻" });
    assert.deepEqual(of({ icon: "/icons/a.svg" }).icon, { src: "https://app.example/icons/a.svg" });
    assert.deepEqual(of({ icon: "https://app.example/a.png" }).icon, { src: "https://app.example/a.png" });
    for (const icon of ["https://tracker.example/a.png", "//tracker.example/a.png", "data:image/png;base64,AAAA", "a long text"]) assert.equal(of({ icon }).icon, undefined, icon);
  });
});
