package hermes.send.route;

import hermes.common.Position;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.Optional;

/**
 * Where a client that comes back believes to be. Immutable.
 *
 * @param room its position in the room's stream, if it has one
 * @param user its position in its user's own stream, if it has one
 */
record ResumeRequest(Optional<Position> room, Optional<Position> user, Optional<String> ref) {
    private static final int MOST_EPOCH_LENGTH = 64;
    private static final int MOST_OFFSET_DIGITS = 18;

    static ResumeRequest of(MessageFields message, Optional<String> ref) {
        return new ResumeRequest(position(message, "room"), position(message, "user"), ref);
    }

    /** Whether it asks for what was missed, and not only where the streams are. */
    boolean asks() {
        return room.isPresent() || user.isPresent();
    }

    private static Optional<Position> position(MessageFields message, String stream) {
        return message.optional(stream).map(json -> position(stream, json));
    }

    private static Position position(String stream, Json json) {
        if (json.isObject()) {
            var fields = new MessageFields(json.members());
            var epoch = fields.optional("epoch").filter(Json::isString).map(Json::string)
                    .filter(text -> text.length() <= MOST_EPOCH_LENGTH);
            var offset = fields.optional("offset").filter(Json::isInteger).map(Json::text)
                    .filter(text -> text.length() <= MOST_OFFSET_DIGITS).map(Long::parseLong)
                    .filter(number -> number >= 0);
            if (epoch.isPresent() && offset.isPresent() && (offset.get() == 0 || !epoch.get().isEmpty())) {
                return new Position(epoch.get(), offset.get());
            }
        }
        throw new RefusedException("invalid_position",
                "\"%s\" is no position; expected what the last answer to resume said, like {\"epoch\":\"k3f9\",\"offset\":118}."
                        .formatted(stream));
    }
}
