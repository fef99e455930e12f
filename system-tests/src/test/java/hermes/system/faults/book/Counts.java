package hermes.system.faults.book;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** How often things happened, by their names. Thread-safe. */
public final class Counts {

    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

    public void add(String what) {
        add(what, 1);
    }

    public void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    public void addAll(Counts others) {
        others.counts.forEach(this::add);
    }

    /** Of what has happened at least once. */
    public Set<String> names() {
        return counts.keySet();
    }

    public void clear() {
        counts.clear();
    }

    @Override
    public String toString() {
        return counts.entrySet().stream().map(count -> "%s %,d".formatted(count.getKey(), count.getValue()))
                .collect(joining(", "));
    }
}
