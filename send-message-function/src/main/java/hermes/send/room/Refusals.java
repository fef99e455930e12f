package hermes.send.room;

import hermes.common.Connections;
import hermes.send.json.Refusal;

/** Why something cannot be done in a room, as the client is told. */
public final class Refusals {
    public static final Refusal HOME_ROOM = new Refusal("home_room",
            "This is the home room of this connection, which is always joined and never left. Leave out its id.");
    public static final Refusal NOT_JOINED = new Refusal("not_joined",
            "This connection is not in the room that \"room_id\" names. Join it with resume.");
    public static final Refusal TRY_AGAIN = new Refusal("try_again",
            "What was missed in this room did not fit into this answer any more. Resume this room again, from the same position.");

    static final Refusal NOT_GRANTED = new Refusal("not_granted",
            "Neither the token of this connection nor a grant allows this room. Have a backend grant it, then join again.");
    static final Refusal TOO_MANY_ROOMS = new Refusal("too_many_rooms",
            "This connection is in %d further rooms; expected no more. Leave one, then join again."
                    .formatted(Connections.MOST_ROOMS));
    static final Refusal NOT_STORED = new Refusal("try_again",
            "This connection was forgotten in this moment. Resume this room again.");

    private Refusals() {}
}
