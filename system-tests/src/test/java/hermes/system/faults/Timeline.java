package hermes.system.faults;

import java.util.ArrayList;
import java.util.List;

/** How long each part of a run took. Not thread-safe. */
final class Timeline {

    private final List<String> parts = new ArrayList<>();
    private long begin = System.nanoTime();

    /** What lay between the end of the part before and now. */
    void end(String part) {
        long now = System.nanoTime();
        parts.add("%s %.1f s".formatted(part, (now - begin) / 1e9));
        begin = now;
    }

    @Override
    public String toString() {
        return String.join(", ", parts);
    }
}
