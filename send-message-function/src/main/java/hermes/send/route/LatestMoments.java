package hermes.send.route;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latest moment that is known of each of those who were asked for last. Holds a thousand, whoever asks. Thread-safe. */
final class LatestMoments {
    private static final int MOST_REMEMBERED = 1_000;

    private final Map<String, Long> millis = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @return in milliseconds since 1970; 0 if none is remembered */
    synchronized long of(String who) {
        return millis.getOrDefault(who, 0L);
    }

    /** @param moment counts unless a later one is known */
    synchronized void remember(String who, long moment) {
        millis.merge(who, moment, Math::max);
    }
}
