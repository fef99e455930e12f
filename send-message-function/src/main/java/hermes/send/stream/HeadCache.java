package hermes.send.stream;

import hermes.common.StreamName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The heads as this function last saw them, so that an append need not read one first. A head that is no longer
 * true costs one failed attempt and nothing else. Thread-safe.
 */
final class HeadCache {

    /** About 200 bytes each. */
    private static final int MOST = 10_000;

    private final Map<StreamName, Head> heads = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamName, Head> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<Head> seen(StreamName stream) {
        return Optional.ofNullable(heads.get(stream));
    }

    synchronized void see(StreamName stream, Head head) {
        heads.put(stream, head);
    }
}
