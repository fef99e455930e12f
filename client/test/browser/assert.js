/** What the fake inbox asserts with, in a page. */
const held = (holds, what) => {
  if (!holds) throw new Error(`The client said what the protocol does not allow: ${what}`);
};

export default {
  ok: held,
  equal: (found, expected) => held(found === expected, found),
  deepEqual: (found, expected) => held(JSON.stringify(found) === JSON.stringify(expected), JSON.stringify(found)),
  match: (found, expected) => held(expected.test(found), found),
};
