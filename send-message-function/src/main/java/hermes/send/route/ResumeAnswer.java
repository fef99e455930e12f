package hermes.send.route;

import hermes.common.Batches;
import hermes.common.NotificationLimits;
import hermes.send.json.JsonObject;
import hermes.send.stream.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer to a resume, cut into frames that API Gateway carries. Not for use by several threads. */
final class ResumeAnswer {
    private final CatchUpOutcome room;
    private final CatchUpOutcome user;
    private final ResumeRequest request;
    private final List<String> before = new ArrayList<>();
    private final String last;

    ResumeAnswer(CatchUpOutcome room, CatchUpOutcome user, ResumeRequest request) {
        this.room = room;
        this.user = user;
        this.request = request;

        List<List<String>> batches = Batches.of(notifications(), Integer.MAX_VALUE,
                NotificationLimits.FRAME_BYTES,
                notification -> bytes(notification) + 1);
        List<String> end = batches.isEmpty() ? List.of() : batches.removeLast();
        String whole = answer(end);
        boolean fits = bytes(whole) <= NotificationLimits.MESSAGE_BYTES;
        batches.forEach(batch -> before.add(frame(batch)));
        if (!fits) {
            before.add(frame(end));
        }
        last = fits ? whole : answer(List.of());
    }

    /** Empty if nothing was asked for. */
    Optional<Boolean> recovered() {
        return Optional.of(Stream.of(room, user).noneMatch(CatchUpOutcome.Lost.class::isInstance))
                .filter(_ -> request.asks());
    }

    /** The frames to post before the answer. */
    List<String> before() {
        return before;
    }

    /** The answer itself. */
    String last() {
        return last;
    }

    private List<String> notifications() {
        return recovered().orElse(false)
                ? Stream.of(room, user).flatMap(ResumeAnswer::frames).toList()
                : List.of();
    }

    private static Stream<String> frames(CatchUpOutcome missed) {
        return missed instanceof CatchUpOutcome.All(var _, var entries)
                ? entries.stream().map(Entry::frame)
                : Stream.of();
    }

    private String answer(List<String> notifications) {
        var answer = new JsonObject();
        recovered().ifPresent(recovered -> answer.bool("recovered", recovered));
        answer.json("room", Answer.position(room.head())).json("user", Answer.position(user.head()));
        if (recovered().orElse(false)) {
            answer.array("notifications", notifications);
        }
        return Answer.end(answer, request.ref());
    }

    private static String frame(List<String> notifications) {
        return Answer.end(new JsonObject().array("notifications", notifications), Optional.empty());
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
