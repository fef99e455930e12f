package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What a device has of one stream of its inbox, in whatever order. Not thread-safe. */
final class Received {

    private final InboxStream stream;
    private final String user;
    private final List<Long> offsets = new ArrayList<>();
    private final Set<Long> known = new HashSet<>();
    private final Set<Long> own = new HashSet<>();
    private String epoch = "";

    Received(InboxStream stream, String user) {
        this.stream = stream;
        this.user = user;
    }

    void add(JsonNode frame) {
        long offset = frame.path("offset").asLong();
        epoch = frame.path("epoch").asText();
        if (known.add(offset)) {
            offsets.add(offset);
        }
        if (frame.path("user_id").asText().equals(user)) {
            own.add(offset);
        }
    }

    InboxStream stream() {
        return stream;
    }

    String epoch() {
        return epoch;
    }

    boolean isEmpty() {
        return offsets.isEmpty();
    }

    /** Whether the user has written it. */
    boolean isOwn(long offset) {
        return own.contains(offset);
    }

    long last() {
        return offsets.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    long any(SplittableRandom random) {
        return offsets.get(random.nextInt(offsets.size()));
    }
}
