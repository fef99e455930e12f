package hermes.send.stream;

import hermes.common.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The streams at which this instance has given way a moment ago. While a burst lasts it would lose again: two transactions
 * for each batch that bring nothing. Thread-safe.
 */
final class BusyStreams {

    /** One who looks once a second whether it is over costs little, and for so long the line goes on anyway. */
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<StreamName, Instant> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamName, Instant> eldest) {
            return size() > MOST;
        }
    };

    BusyStreams(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(StreamName stream) {
        // A new place, or the eldest would be one that was busy just now.
        until.remove(stream);
        until.put(stream, clock.instant().plus(MOMENT));
    }

    synchronized boolean contains(StreamName stream) {
        var end = until.get(stream);
        if (end != null && !clock.instant().isBefore(end)) {
            until.remove(stream);
        }
        return until.containsKey(stream);
    }
}
