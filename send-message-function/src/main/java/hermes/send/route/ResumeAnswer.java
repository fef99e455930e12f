package hermes.send.route;

import hermes.send.delivery.Frames;
import hermes.send.inbox.StateJson;
import hermes.send.json.JsonObject;
import hermes.send.stream.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer to a resume. Immutable. */
record ResumeAnswer(CatchUpOutcome room, CatchUpOutcome user, Optional<MissedInInbox> inbox,
        ResumeRequest request) {

    /** Empty if nothing was asked for. */
    Optional<Boolean> recovered() {
        return Optional.of(CatchUpOutcome.isWhole(room, user)).filter(_ -> request.asks());
    }

    Frames frames() {
        return Frames.of("notifications", notifications(), this::answer);
    }

    private List<String> notifications() {
        var ofRoom = recovered().orElse(false) ? Stream.of(room, user) : Stream.<CatchUpOutcome>of();
        var ofInbox = inbox.filter(MissedInInbox::recovered).stream()
                .flatMap(missed -> Stream.of(missed.inbox(), missed.announcements()));
        return Stream.concat(ofRoom, ofInbox).flatMap(CatchUpOutcome::given).map(Entry::frame).toList();
    }

    private String answer(List<String> notifications) {
        var answer = new JsonObject();
        recovered().ifPresent(recovered -> answer.bool("recovered", recovered));
        answer.position("room", room.head()).position("user", user.head());
        if (recovered().orElse(false) || !notifications.isEmpty()) {
            answer.array("notifications", notifications);
        }
        inbox.ifPresent(missed -> answer.bool("inbox_recovered", missed.recovered()).json("state",
                StateJson.of(missed.view())));
        return Answer.end(answer, request.ref());
    }
}
