import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createRenderer, h, nextTick, ref } from "vue";
import { loading, use } from "../../src/hooks.js";
import { createNotifications } from "../../src/vue.js";
import { URL, World } from "../fakes/world.js";

/** @type {World} */
let world;
beforeEach(() => (world = new World()));

/** Behind what was to happen later. */
const later = () => new Promise((resolve) => setTimeout(resolve));

const publish = (data, room) => world.gateway.publish({ type: "x", data }, { room });

describe("a room in use", () => {
  test("is left when nobody uses it any more", async () => {
    const { client } = await world.openPage();
    const [first, second] = [use(client, 9), use(client, "9")];
    assert.equal(first.room, second.room);
    first.release();
    await later();
    assert.equal(first.room.state, "joining");
    second.release();
    await later();

    assert.equal(first.room.state, "closed");
  });

  test("is not left where one that uses it takes the place of another", async () => {
    const { client } = await world.openPage();
    const first = use(client, "project-9");
    first.release();
    const second = use(client, "project-9");
    await later();

    assert.equal(second.room, first.room);
    assert.equal(second.room.state, "joining");
  });

  test("is loaded once it is open, also after it was refused, and when something may be missing", async () => {
    const page = await world.stablePage();
    let granted = false;
    world.gateway.rooms.mayJoin = () => granted;
    const { room } = use(page.client, "project-9");
    let loads = 0;
    const remove = loading(room, () => loads++);
    await world.clock.advance(100);
    assert.deepEqual([room.state, loads], ["refused", 0]);
    granted = true;
    room.join();
    await world.clock.advance(100);
    assert.deepEqual([room.state, loads], ["open", 1]);
    world.gateway.sockets[0].end(1006);
    for (let times = 0; times < 301; times++) publish("x", "project-9");
    await world.clock.advance(5_000);
    assert.equal(loads, 2);
    remove();
    world.gateway.sockets[1].end(1006);
    for (let times = 0; times < 301; times++) publish("x", "project-9");
    await world.clock.advance(5_000);

    assert.equal(loads, 2);
  });
});

describe("Vue's composables", () => {
  /** Enough of a page for components that render text. */
  const { createApp } = createRenderer({
    createElement: () => ({}),
    createText: () => ({}),
    createComment: () => ({}),
    insert: () => {},
    remove: () => {},
    setText: () => {},
    setElementText: () => {},
    parentNode: () => ({}),
    nextSibling: () => null,
    patchProp: () => {},
  });

  /** Mounts a component inside one that provides a client. */
  async function mount(setup) {
    const composables = createNotifications();
    const shown = ref(true);
    let client;
    const Inner = { setup: () => (setup(composables), () => "") };
    const app = createApp({
      setup() {
        const { clock, gateway } = world;
        client = composables.provideNotifications(URL, { token: () => `token${++world.tokens}`, WebSocket: gateway.WebSocket, setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout, now: clock.now, random: () => 0.5, onWake: () => () => {} });
        return () => (shown.value ? h(Inner) : "");
      },
    });
    app.mount({});
    await world.clock.advance(100);
    return { app, shown, client };
  }

  test("are in a room as long as a component is there that uses it", async () => {
    const heard = [];
    let loads = 0;
    let state;
    let room;
    const { shown, client } = await mount(({ useNotification, useLoad, useRoomState, useRoom }) => {
      useNotification("x", (data) => heard.push(`home ${data}`));
      useNotification("x", (data, { room_id }) => heard.push(`${room_id} ${data}`), "project-9");
      useLoad(() => loads++, () => "project-9");
      state = useRoomState("project-9");
      room = useRoom("project-9");
    });
    publish(1);
    publish(2, "project-9");
    await world.clock.advance(100);
    const sending = room.value.send({ type: "x", data: 3 });
    await world.clock.advance(100);
    assert.match(await sending, /^7\//);
    assert.deepEqual(heard, ["home 1", "project-9 2", "project-9 3"]);
    assert.deepEqual([loads, state.value], [1, "open"]);
    shown.value = false;
    await nextTick();
    await later();
    await world.clock.advance(100);
    publish(4, "project-9");
    await world.clock.advance(100);

    assert.equal(heard.length, 3);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
    assert.equal(client.value.state, "open");
  });

  test("go from one room to another with the id", async () => {
    const id = ref("project-9");
    const heard = [];
    await mount(({ useNotification }) => useNotification("x", (data) => heard.push(data), id));
    id.value = "ticket-3";
    await nextTick();
    await later();
    await world.clock.advance(100);
    publish("project", "project-9");
    publish("ticket", "ticket-3");
    await world.clock.advance(100);

    assert.deepEqual(heard, ["ticket"]);
    assert.deepEqual(world.gateway.rooms.in("project-9"), []);
  });

  test("end with what provides them", async () => {
    let state;
    const { app, client } = await mount(({ useRoomState }) => (state = useRoomState("project-9")));
    assert.equal(state.value, "open");
    const ended = client.value;
    app.unmount();
    await later();
    await world.clock.advance(100);

    assert.equal(ended.state, "closed");
    assert.equal(world.clock.pending, 0);
  });
});
