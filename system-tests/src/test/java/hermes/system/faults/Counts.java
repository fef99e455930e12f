package hermes.system.faults;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** How often things happened, by their names. Thread-safe. */
final class Counts {

    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

    void add(String what) {
        add(what, 1);
    }

    void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    void addAll(Counts others) {
        others.counts.forEach(this::add);
    }

    /** Of what has happened at least once. */
    Set<String> names() {
        return counts.keySet();
    }

    void clear() {
        counts.clear();
    }

    @Override
    public String toString() {
        return counts.entrySet().stream().map(count -> "%s %,d".formatted(count.getKey(), count.getValue()))
                .collect(joining(", "));
    }
}
