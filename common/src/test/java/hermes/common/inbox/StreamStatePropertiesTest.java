package hermes.common.inbox;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.OffsetRange;
import hermes.common.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;

/** Random marks, floors and heads against plain sets of offsets. */
class StreamStatePropertiesTest {
    private static final String EPOCH = "k3f90c2m";
    private static final int MOST = 40;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private final Set<Long> read = new TreeSet<>();
    private final Set<Long> archived = new TreeSet<>();
    private long seen;
    private long floor;
    private long head;

    @RepeatedTest(300)
    void badgeIsWhatARecountOfPlainSetsSays() {
        var state = StreamState.above(new Position(EPOCH, 0));
        for (int step = 0; step < 30; step++) {
            switch (random.nextInt(4)) {
                case 0 -> head = Math.min(MOST, head + random.nextInt(5));
                case 1 -> {
                    floor += random.nextInt((int) (head - floor) / 2 + 1);
                    state = state.without(new Position(EPOCH, floor));
                }
                default -> state = state.marked(remembered(mark()), head);
            }
            var view = new StreamView(state, new Position(EPOCH, head), OptionalLong.empty());
            assertThat(view.unread()).as("seed %d, step %d", seed, step).isEqualTo(unreadAbove(floor));
            assertThat(view.unseen()).as("seed %d, step %d", seed, step)
                    .isEqualTo(unreadAbove(Math.max(floor, seen)));
        }
    }

    /** What only adds: it may be repeated, and come in any order. */
    @RepeatedTest(200)
    void marksThatOnlyAddCommuteAndCanBeRepeated() {
        head = MOST;
        List<StreamMark> marks = new ArrayList<>();
        for (int i = random.nextInt(10); i >= 0; i--) {
            var mark = mark();
            marks.add(new StreamMark(EPOCH, mark.read(), Ranges.NONE, mark.archived(), Ranges.NONE,
                    mark.seen()));
        }
        List<StreamMark> others = new ArrayList<>(marks);
        others.addAll(marks.subList(0, marks.size() / 2));
        Collections.shuffle(others, random);

        assertThat(all(others)).as("seed %d", seed).isEqualTo(all(marks));
    }

    private StreamState all(List<StreamMark> marks) {
        var state = StreamState.above(new Position(EPOCH, 0));
        for (var mark : marks) {
            state = state.marked(mark, head);
        }
        return state;
    }

    private StreamMark mark() {
        return new StreamMark(EPOCH, some(), random.nextBoolean() ? some() : Ranges.NONE, some(),
                random.nextBoolean() ? some() : Ranges.NONE, random.nextInt(MOST));
    }

    private StreamMark remembered(StreamMark mark) {
        LongStream.rangeClosed(1, head).forEach(offset -> {
            set(read, offset, mark.read().contains(offset), mark.unread().contains(offset));
            set(archived, offset, mark.archived().contains(offset), mark.unarchived().contains(offset));
        });
        seen = Math.max(seen, Math.min(mark.seen(), head));
        return mark;
    }

    private static void set(Set<Long> offsets, long offset, boolean added, boolean taken) {
        if (added) {
            offsets.add(offset);
        }
        if (taken) {
            offsets.remove(offset);
        }
    }

    private long unreadAbove(long offset) {
        return LongStream.rangeClosed(Math.max(floor, offset) + 1, head)
                .filter(one -> !read.contains(one) && !archived.contains(one)).count();
    }

    private Ranges some() {
        var offsets = random.longs(random.nextInt(4), 1, MOST).boxed().collect(toCollection(TreeSet::new));
        return Ranges.of(offsets.stream()
                .map(first -> new OffsetRange(first, first + random.nextInt(6))).toList());
    }
}
