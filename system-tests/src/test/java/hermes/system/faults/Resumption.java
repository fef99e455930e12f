package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a client catches up as docs/protocol.md tells it to: resumes after each connect and when it sees a gap, and
 * asks again when nobody answers. Not thread-safe.
 */
final class Resumption {

    /** As docs/protocol.md says. */
    private static final long MOST_MISSED = 300;

    private final ReceivedStream room;
    private final ReceivedStream user;
    private final Counts counts;
    private final Consumer<String> violations;
    private final Map<String, Asked> asked = new HashMap<>();
    private boolean due;
    private long askedAt = Client.longAgo();
    private int numbers;
    private long expired;

    /** Where the client was when it asked. */
    private record Asked(long room, long user) {}

    /** @param violations is told in a sentence what contradicts the protocol */
    Resumption(ReceivedStream room, ReceivedStream user, Counts counts, Consumer<String> violations) {
        this.room = room;
        this.user = user;
        this.counts = counts;
        this.violations = violations;
    }

    /** What was asked before will not be answered on the new connection. */
    void connected() {
        due = true;
        asked.clear();
        askedAt = Client.longAgo();
    }

    void demand() {
        due = true;
    }

    /** The room's notifications up to this offset cannot be had any more. */
    void expired(long upTo) {
        expired = upTo;
    }

    /** Whether it was answered since it was last due, and nothing is missing. */
    boolean settled() {
        return !due && !room.hasGap() && !user.hasGap();
    }

    /** @return the request to send now, or empty */
    Optional<String> request(long now) {
        if (settled() || now - askedAt <= Client.ANSWER_NANOS) {
            return Optional.empty();
        }
        var ref = "resume-" + ++numbers;
        var resume = Json.object().put("action", "resume").put("ref", ref);
        if (room.positionKnown()) {
            resume.set("room", room.position());
            resume.set("user", user.position());
        }
        asked.put(ref, new Asked(room.offset(), user.offset()));
        askedAt = now;
        counts.add("resumes");
        return Optional.of(resume.toString());
    }

    /** Does nothing if the reference is not that of a resume. */
    void refused(String ref) {
        if (asked.remove(ref) != null) {
            askedAt = Client.longAgo();
        }
    }

    /** @param answer whose notifications have been received */
    void answered(JsonNode answer) {
        var request = asked.remove(answer.path("ref").asText());
        if (request != null) {
            due = false;
            askedAt = Client.longAgo();
            take(answer, request);
        }
    }

    private void take(JsonNode answer, Asked request) {
        if (!answer.has("recovered")) {
            room.startAt(answer.path("room"));
            user.startAt(answer.path("user"));
        } else if (answer.path("recovered").asBoolean()) {
            counts.add("recovered");
            complete(room, answer.path("room"));
            complete(user, answer.path("user"));
        } else {
            counts.add("not recovered");
            if (missed(answer.path("room"), request.room()) <= MOST_MISSED
                    && missed(answer.path("user"), request.user()) <= MOST_MISSED
                    && request.room() >= expired) {
                violations
                        .accept("not recovered without need: from %s, answer %s".formatted(request, answer));
            }
            room.giveUpTo(answer.path("room"));
            user.giveUpTo(answer.path("user"));
        }
    }

    private static long missed(JsonNode head, long from) {
        return head.path("offset").asLong() - from;
    }

    private void complete(ReceivedStream stream, JsonNode head) {
        if (stream.offset() < head.path("offset").asLong()) {
            violations.accept(
                    "recovered, but offset %d of %s is missing".formatted(stream.offset() + 1, head));
        }
    }
}
