package hermes.send.route;

import hermes.common.Position;
import hermes.send.json.MessageFields;
import java.util.Optional;

/**
 * Where a client that comes back believes to be in one room. Immutable.
 *
 * @param room its position in the room's stream, if it has one
 * @param user its position in its user's own stream, if it has one
 * @param inbox empty if it does not use one
 */
record RoomPositions(Optional<Position> room, Optional<Position> user, Optional<OfInbox> inbox) {

    static RoomPositions of(MessageFields message) {
        return new RoomPositions(message.optionalPosition("room"), message.optionalPosition("user"),
                OfInbox.of(message));
    }

    /** Whether it asks for what was missed, and not only where the streams are. */
    boolean asks() {
        return room.isPresent() || user.isPresent();
    }

    /** Its positions in the two streams of an inbox, if it has them. */
    record OfInbox(Optional<Position> inbox, Optional<Position> announcements) {

        /** It asks by a position, or by asking for the state. */
        private static Optional<OfInbox> of(MessageFields message) {
            var positions = new OfInbox(message.optionalPosition("inbox"),
                    message.optionalPosition("announcements"));
            return Optional.of(positions).filter(known -> message.flag("state")
                    || known.inbox().isPresent() || known.announcements().isPresent());
        }
    }
}
