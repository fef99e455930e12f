import { NotificationError } from "./error.js";
import { COMMON, Face } from "./face.js";
import { Room } from "./room.js";

/** A further room. The client is in it from `room()` to `leave()`, as far as the server allows it. */
export class JoinedRoom extends Room {
  face = new Face(this, ["id", "state"], [...COMMON, "join", "leave"]);
  #core;

  /** @param {import("./room.js").Core} core @param {string} id */
  constructor(core, id) {
    super(core, id);
    this.#core = core;
    core.rooms.set(id, this);
    this.#begin();
  }

  join() {
    if (this.state === "refused") this.#begin();
  }

  leave() {
    this.deliveries.leave();
    this.close(new NotificationError("left", "Left by the application"));
  }

  /** @param {NotificationError} reason */
  close(reason) {
    if (this.state !== "closed") this.#core.rooms.delete(this.id);
    this.#end({ state: "closed", reason });
  }

  /** @param {NotificationError} reason @param {boolean} willRetry with the next token */
  refuse(reason, willRetry) {
    this.#end({ state: "refused", willRetry, reason });
  }

  /** The server has said that it is in. */
  joined() {
    if (this.state === "joining") this.enter({ state: "open" });
  }

  /** What becomes of the connection. @param {import("./connection.js").StateEvent} event */
  follow({ state, reason }) {
    if (state === "closed") this.close(reason);
    else if (this.state === "open") state === "open" ? this.renewed() : this.enter({ state: "joining" });
  }

  /** There is another token. */
  retry() {
    if (this.lastEvent.willRetry) this.join();
  }

  /** @override @param {string | undefined} identity @param {NotificationError} [changed] */
  bind(identity, changed) {
    super.bind(identity, changed);
    // What was refused to one user may be granted to another.
    if (changed) this.join();
  }

  #begin() {
    this.turn = {};
    this.#core.settle();
    this.enter({ state: "joining" });
  }

  /** @param {{ state: string, reason: NotificationError, willRetry?: boolean }} event */
  #end(event) {
    if (this.state === "closed") return;
    this.turn = undefined;
    this.#core.settle();
    this.enter(event);
  }
}
