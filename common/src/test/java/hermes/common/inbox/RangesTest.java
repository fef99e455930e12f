package hermes.common.inbox;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.common.OffsetRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    private static final int MOST = 40;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @RepeatedTest(300)
    void setsOfOffsetsDoWhatPlainSetsDo() {
        Set<Long> some = plain();
        Set<Long> others = plain();
        var ranges = ranges(some);

        assertThat(plain(ranges.plus(ranges(others)))).as("seed %d", seed).isEqualTo(union(some, others));
        assertThat(plain(ranges.minus(ranges(others)))).as("seed %d", seed).isEqualTo(without(some, others));
        assertThat(plain(ranges.common(ranges(others)))).as("seed %d", seed)
                .isEqualTo(without(some, without(some, others)));
        assertThat(ranges.size()).as("seed %d", seed).isEqualTo(some.size());
        assertThat(LongStream.rangeClosed(0, MOST + 1).filter(ranges::contains).boxed()).as("seed %d", seed)
                .containsExactlyElementsOf(some);
        int most = random.nextInt(MOST);
        assertThat(plain(ranges.highest(most))).as("seed %d, %d", seed, most).isEqualTo(some.stream()
                .skip(Math.max(0, some.size() - most)).collect(toCollection(TreeSet::new)));
    }

    /** So that two devices that say the same in another order, or twice, end with the same. */
    @RepeatedTest(100)
    void addingIsCommutativeAndIdempotent() {
        var one = ranges(plain());
        var other = ranges(plain());

        assertThat(one.plus(other)).as("seed %d", seed).isEqualTo(other.plus(one))
                .isEqualTo(one.plus(other).plus(one)).hasSameHashCodeAs(other.plus(one));
    }

    @RepeatedTest(100)
    void equalSetsAreWrittenTheSameAndReadBack() {
        var plain = plain();
        var ranges = ranges(plain);

        assertThat(Ranges.parse(ranges.toString())).as("seed %d", seed).isEqualTo(ranges);
        for (int i = 1; i < ranges.asList().size(); i++) {
            assertThat(ranges.asList().get(i).first()).as("seed %d: neither overlap nor touch", seed)
                    .isGreaterThan(ranges.asList().get(i - 1).last() + 1);
        }
    }

    @RepeatedTest(100)
    void spansHoldAllAndJoinWhatIsNear() {
        var ranges = ranges(plain());
        int gap = random.nextInt(8);

        var spans = ranges.spans(gap);

        assertThat(ranges.minus(Ranges.of(spans)).isEmpty()).as("seed %d, gap %d", seed, gap).isTrue();
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).first() - spans.get(i - 1).last() - 1).as("seed %d, gap %d", seed, gap)
                    .isGreaterThan(gap);
        }
        assertThat(spans).as("seed %d, gap %d", seed, gap).allSatisfy(span -> assertThat(
                ranges.contains(span.first()) && ranges.contains(span.last())).isTrue());
    }

    @Test
    void areReadable() {
        assertThat(Ranges.of(List.of(new OffsetRange(7, 7), new OffsetRange(1, 3), new OffsetRange(4, 5))))
                .hasToString("1-5,7");
        assertThat(Ranges.NONE).hasToString("").isEqualTo(Ranges.parse(""));
        assertThat(Ranges.of(5, 4)).isEqualTo(Ranges.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "1-2-3", "1;2"})
    void whatIsSomethingElseIsRefused(String text) {
        assertThatThrownBy(() -> Ranges.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private Set<Long> plain() {
        return random.longs(random.nextInt(MOST), 1, MOST).boxed().collect(toCollection(TreeSet::new));
    }

    /** In no order, and some of them twice. */
    private Ranges ranges(Set<Long> plain) {
        var shuffled = new ArrayList<>(plain);
        shuffled.addAll(plain.stream().filter(_ -> random.nextBoolean()).toList());
        Collections.shuffle(shuffled, random);
        return Ranges.of(shuffled.stream().map(offset -> new OffsetRange(offset, offset)).toList());
    }

    private static Set<Long> plain(Ranges ranges) {
        return ranges.asList().stream()
                .flatMap(range -> LongStream.rangeClosed(range.first(), range.last()).boxed())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<Long> union(Set<Long> some, Set<Long> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Set<Long> without(Set<Long> some, Set<Long> others) {
        var left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
