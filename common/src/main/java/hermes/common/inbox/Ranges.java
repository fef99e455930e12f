package hermes.common.inbox;

import static java.util.Comparator.comparingLong;

import hermes.common.OffsetRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of offsets from 1 on, kept as ranges: ascending, and neither overlapping nor touching, so that equal sets are
 * equal objects. Adding is commutative and idempotent, which makes the order of messages and their repetition harmless.
 * Immutable.
 */
public final class Ranges {
    public static final Ranges NONE = new Ranges(List.of());

    private final List<OffsetRange> ranges;

    private Ranges(List<OffsetRange> ranges) {
        this.ranges = ranges;
    }

    /** From one to another, both included; none if the second is the smaller. */
    public static Ranges of(long first, long last) {
        return of(List.of(new OffsetRange(first, last)));
    }

    /** @param any in any order, overlapping or not; those that end before they begin are empty */
    public static Ranges of(Collection<OffsetRange> any) {
        var joined = new ArrayDeque<OffsetRange>();
        any.stream().filter(range -> range.first() <= range.last())
                .sorted(comparingLong(OffsetRange::first)).forEach(range -> {
                    if (!joined.isEmpty() && joined.getLast().last() >= range.first() - 1) {
                        var before = joined.removeLast();
                        joined.add(new OffsetRange(before.first(), Math.max(before.last(), range.last())));
                    } else {
                        joined.add(range);
                    }
                });
        return new Ranges(List.copyOf(joined));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Ranges parse(String text) {
        return of(Stream.of(text.split(",")).filter(part -> !part.isEmpty()).map(part -> {
            var ends = part.split("-", 2);
            return new OffsetRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }).toList());
    }

    public Ranges plus(Ranges others) {
        return of(Stream.concat(ranges.stream(), others.ranges.stream()).toList());
    }

    public Ranges minus(Ranges others) {
        List<OffsetRange> left = new ArrayList<>();
        for (OffsetRange range : ranges) {
            long from = range.first();
            for (OffsetRange hole : others.ranges) {
                if (hole.last() >= from && hole.first() <= range.last()) {
                    left.add(new OffsetRange(from, hole.first() - 1));
                    from = hole.last() + 1;
                }
            }
            left.add(new OffsetRange(from, range.last()));
        }
        return of(left);
    }

    /** What is in both. */
    public Ranges common(Ranges others) {
        return minus(minus(others));
    }

    /** The highest of them, as many as are asked for, or all if there are fewer. */
    public Ranges highest(int most) {
        List<OffsetRange> taken = new ArrayList<>();
        long missing = most;
        for (int index = ranges.size() - 1; index >= 0; index--) {
            var range = ranges.get(index);
            var part = new OffsetRange(Math.max(range.first(), range.last() - missing + 1), range.last());
            taken.add(part);
            missing -= Math.max(0, part.last() - part.first() + 1);
        }
        return of(taken);
    }

    public boolean contains(long offset) {
        return ranges.stream().anyMatch(range -> range.first() <= offset && offset <= range.last());
    }

    /** The highest of them; 0 if there is none. */
    public long last() {
        return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).last();
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** How many offsets. */
    public long size() {
        return ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
    }

    /** Ascending; they do not touch. */
    public List<OffsetRange> asList() {
        return ranges;
    }

    /**
     * Fewer ranges, which hold these and some others: those between two that are near each other.
     *
     * @param gap the most offsets that may lie between two that are joined
     */
    public List<OffsetRange> spans(int gap) {
        List<OffsetRange> widened = ranges.stream()
                .map(range -> new OffsetRange(range.first(), range.last() + gap)).toList();
        return of(widened).ranges.stream().map(range -> new OffsetRange(range.first(), range.last() - gap))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ranges others && ranges.equals(others.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /** As {@code 1-5,7}; nothing for none. */
    @Override
    public String toString() {
        return ranges.stream().map(range -> range.first() == range.last()
                ? Long.toString(range.first())
                : range.first() + "-" + range.last()).collect(Collectors.joining(","));
    }
}
