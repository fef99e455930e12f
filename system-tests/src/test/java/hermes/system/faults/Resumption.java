package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.Counts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How a client catches up as docs/protocol.md tells it to: resumes after each connect and when it sees a gap, in all
 * rooms that it wants to be in, and asks again when nobody answers. Not thread-safe.
 */
final class Resumption {

    private final RoomStreams home;
    private final Map<String, Membership> further;
    private final Counts counts;
    private final Consumer<String> violations;
    private final Map<String, Asked> asked = new HashMap<>();
    private boolean due;
    private boolean everAnswered;
    private long nextAt = System.nanoTime();
    private int numbers;

    /**
     * Where the client was when it asked.
     *
     * @param offsets by the rooms
     * @param out rooms that it was out of, in no doubt
     */
    private record Asked(Map<String, Map<String, Long>> offsets, Set<String> out, long nanoTime) {}

    /** What became of one further room. */
    interface Told {

        /** @param wasOut whether it was out of the room when it asked, in no doubt */
        void told(String room, JsonNode answer, boolean wasOut, long askedAt);
    }

    /**
     * @param further rooms by their ids
     * @param violations is told in a sentence what contradicts the protocol
     */
    Resumption(RoomStreams home, Map<String, Membership> further, Counts counts,
            Consumer<String> violations) {
        this.home = home;
        this.further = further;
        this.counts = counts;
        this.violations = violations;
    }

    /** What was asked before will not be answered on the new connection. */
    void connected() {
        due = true;
        asked.clear();
        nextAt = System.nanoTime();
    }

    void demand() {
        due = true;
    }

    /** Whether it was answered since it was last due, and nothing is missing. */
    boolean settled() {
        return !due && !home.hasGap() && further.values().stream().noneMatch(Membership::hasGap);
    }

    boolean everAnswered() {
        return everAnswered;
    }

    /** Whether a resume that names the room has not been answered on this connection. */
    boolean isUnderWay(String room) {
        return asked.values().stream().anyMatch(one -> one.offsets().containsKey(room));
    }

    /** @return the request to send now, or empty */
    Optional<String> request(long now) {
        if (settled() || now < nextAt) {
            return Optional.empty();
        }
        var ref = "resume-" + ++numbers;
        var resume = home.positions().put("action", "resume").put("ref", ref);
        var offsets = new HashMap<>(Map.of(home.room(), home.offsets()));
        var out = wanted().stream().filter(Membership::isOut).map(one -> one.streams().room())
                .collect(Collectors.toSet());
        wanted().forEach(room -> {
            resume.withObject("/rooms").set(room.streams().room(), room.streams().positions());
            offsets.put(room.streams().room(), room.streams().offsets());
            room.asked();
        });
        asked.put(ref, new Asked(offsets, out, now));
        nextAt = now + Client.ANSWER_NANOS;
        counts.add("resumes");
        return Optional.of(resume.toString());
    }

    private Collection<Membership> wanted() {
        return further.values().stream().filter(Membership::isWanted).toList();
    }

    /** Does nothing if the reference is not that of a resume. */
    void refused(String ref, long retryAt) {
        if (asked.remove(ref) != null) {
            nextAt = retryAt;
        }
    }

    /**
     * @param answer whose notifications have been received
     * @param told what became of each further room that is wanted
     */
    void answered(JsonNode answer, Told told) {
        var request = asked.remove(answer.path("ref").asText());
        if (request != null) {
            due = false;
            everAnswered = true;
            nextAt = System.nanoTime();
            home.answered(answer, request.offsets().get(home.room()), counts, violations);
            request.offsets().keySet().stream().filter(room -> !room.equals(home.room()))
                    .filter(room -> further.get(room).isWanted())
                    .forEach(room -> take(room, answer.path("rooms").path(room), request, told));
        }
    }

    private void take(String room, JsonNode answer, Asked request, Told told) {
        var code = answer.path("error").path("code").asText();
        if (!answer.has("error")) {
            further.get(room).streams().answered(answer, request.offsets().get(room), counts, violations);
        } else if (code.equals("try_again")) {
            due = true;
        }
        counts.add(answer.has("error") ? "joins " + code : "joins");
        told.told(room, answer, request.out().contains(room), request.nanoTime());
    }
}
