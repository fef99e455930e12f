package hermes.send.route;

import hermes.send.inbox.StateJson;
import hermes.send.json.JsonObject;
import hermes.send.stream.Entry;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client missed in one room. Immutable.
 *
 * @param asked whether it wants to know what it missed in the first two streams
 * @param inbox empty if it does not use one
 */
record RoomOutcome(boolean asked, CatchUpOutcome room, CatchUpOutcome user, Optional<MissedInInbox> inbox) {

    /** Empty if nothing was asked for. */
    Optional<Boolean> recovered() {
        return Optional.of(CatchUpOutcome.isWhole(room, user)).filter(_ -> asked);
    }

    Stream<Entry> given() {
        var ofRoom = recovered().orElse(false) ? Stream.of(room, user) : Stream.<CatchUpOutcome>of();
        var ofInbox = inbox.filter(MissedInInbox::recovered).stream()
                .flatMap(missed -> Stream.of(missed.inbox(), missed.announcements()));
        return Stream.concat(ofRoom, ofInbox).flatMap(CatchUpOutcome::given);
    }

    JsonObject addPositions(JsonObject answer) {
        recovered().ifPresent(recovered -> answer.bool("recovered", recovered));
        return answer.position("room", room.head()).position("user", user.head());
    }

    JsonObject addInbox(JsonObject answer) {
        inbox.ifPresent(missed -> answer.bool("inbox_recovered", missed.recovered()).json("state",
                StateJson.of(missed.view())));
        return answer;
    }

    /** The whole answer about a further room. */
    String json() {
        return addInbox(addPositions(new JsonObject())).toString();
    }
}
