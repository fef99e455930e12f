import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { clientOf, isSame } from "../../src/bell-client.js";

const [client, room] = [{}, {}];

describe("what a bell shows", () => {
  test("is the same when a new list has the same in it, in the same order", () => {
    assert.equal(isSame([client, room], [client, room]), true);
    assert.equal(isSame(client, [client]), true);
    assert.equal(isSame(undefined, undefined), true);
    for (const other of [[room, client], [client], [client, room, room], client, undefined]) assert.equal(isSame([client, room], other), false);
  });

  test("is nothing as long as the list is empty, or one of it is not there", () => {
    for (const none of [undefined, null, [], [undefined], [client, undefined], [null, room]]) assert.equal(clientOf(none), undefined);
    const list = [client, room];
    assert.deepEqual([clientOf(client) === client, clientOf(list) === list], [true, true]);
  });
});
