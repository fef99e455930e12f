package hermes.common;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;

/** Offsets without holes between them, which one query reads. Immutable. */
public record OffsetRange(long first, long last) {

    /** The ranges that hold these offsets and no other, ascending; an offset given twice counts once. */
    public static List<OffsetRange> covering(Collection<Long> offsets) {
        var ranges = new ArrayDeque<OffsetRange>();
        for (long offset : offsets.stream().sorted().distinct().toList()) {
            if (!ranges.isEmpty() && ranges.getLast().last() == offset - 1) {
                ranges.add(new OffsetRange(ranges.removeLast().first(), offset));
            } else {
                ranges.add(new OffsetRange(offset, offset));
            }
        }
        return List.copyOf(ranges);
    }
}
