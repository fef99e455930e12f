package hermes.send.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Offsets as runs without holes, each of which is one query. */
public final class OffsetRanges {

    private OffsetRanges() {}

    public record Run(long first, long last) {}

    /** In ascending order; an offset given twice counts once. */
    public static List<Run> of(Collection<Long> offsets) {
        List<Run> runs = new ArrayList<>();
        for (long offset : offsets.stream().sorted().distinct().toList()) {
            if (!runs.isEmpty() && runs.getLast().last() == offset - 1) {
                runs.add(new Run(runs.removeLast().first(), offset));
            } else {
                runs.add(new Run(offset, offset));
            }
        }
        return runs;
    }
}
