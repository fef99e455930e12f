/**
 * The further rooms of a fake gateway, by the protocol. All may be joined by default. A test
 * - says otherwise with `mayJoin`, a function from a room and a socket;
 * - takes a room back with `end(room, { code, return })`: who is in it is told and put out; `lose` loses the frame;
 * - looks at who is in a room with `in(room)`;
 * - gives one answer a limit with `mostMissed`, in notifications: rooms beyond it are told `try_again`;
 * - has answers come in frames before the last one with `split = true`.
 */
export class FakeRooms {
  mayJoin = (_room, _socket) => true;
  mostMissed = Infinity;
  split = false;
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  in(room) {
    return this.#gateway.open.filter((socket) => socket.rooms.has(room));
  }

  end(room, { lose = false, ...left }) {
    for (const socket of this.in(room)) {
      socket.rooms.delete(room);
      if (!lose) socket.deliver({ left: { room_id: room, ...left }, data: {} });
    }
  }

  /** @returns what is wrong with a message about a room, if it is */
  refuse({ room_id, action, messages = [] }, socket) {
    const rooms = [room_id, ...messages.map((message) => message.room_id)].filter((room) => room !== undefined);
    if (action !== "leave" && rooms.some((room) => !socket.rooms.has(room))) return refusal("not_joined");
  }

  leave({ room_id }, socket) {
    if (!isId(room_id)) return refusal("invalid_room_id");
    socket.rooms.delete(room_id);
    return { ok: true };
  }

  resume(asked, socket, user) {
    const names = Object.keys(asked);
    if (!names.length || names.length > 50 || !names.every(isId)) return refusal("invalid_rooms");
    const missed = [];
    const answers = Object.entries(asked).map(([room, positions]) => [room, this.#resume(room, positions, socket, user, missed)]);
    if (this.split) for (const [room, answer] of answers.splice(0, answers.length - 1)) socket.deliver({ rooms: { [room]: answer }, data: {} });
    return { rooms: Object.fromEntries(answers), notifications: missed };
  }

  #resume(room, positions, socket, user, missed) {
    if (Object.keys(positions).some((name) => !["room", "user", "inbox", "announcements", "state"].includes(name))) throw new Error(`unknown: ${JSON.stringify(positions)}`);
    if (!this.mayJoin(room, socket)) {
      socket.rooms.delete(room);
      return refusal("not_granted");
    }
    if (!socket.rooms.has(room) && socket.rooms.size === 50) return refusal("too_many_rooms");
    socket.rooms.add(room);
    const { notifications = [], ...answer } = this.#gateway.catchUp(positions, { room, user });
    if (missed.length && missed.length + notifications.length > this.mostMissed) return refusal("try_again");
    missed.push(...notifications);
    return { ...answer, ...this.#gateway.inbox?.resumeElsewhere(positions) };
  }
}

const refusal = (code) => ({ error: { code, message: `The server says ${code}` } });

const isId = (id) => typeof id === "string" && id !== "" && Buffer.byteLength(id) <= 256 && !/[\p{Cc}\p{Cs}]/u.test(id);
