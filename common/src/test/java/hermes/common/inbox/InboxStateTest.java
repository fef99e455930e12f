package hermes.common.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.common.OffsetRange;
import hermes.common.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InboxStateTest {
    private static final String EPOCH = "k3f90c2m";
    private static final StreamState NEW = StreamState.above(new Position(EPOCH, 0));
    private static final StreamState NONE = StreamState.above(Position.START);

    @Test
    void whatIsReadAndWhatIsArchivedIsNotUnreadAndCountsOnce() {
        var state = NEW.marked(mark("1-3", "", "3-4", "", 0), 10);

        assertThat(view(state, 10).unread()).isEqualTo(6);
        assertThat(view(state, 10).unseen()).isEqualTo(6);
        assertThat(view(state.marked(mark("", "", "", "", 8), 10), 10).unseen()).isEqualTo(2);
    }

    @Test
    void whatArrivesAfterAllWasReadIsUnread() {
        var state = NEW.marked(mark("1-10", "", "", "", 10), 12);

        assertThat(view(state, 12).unread()).isEqualTo(2);
    }

    @Test
    void nothingBehindTheHeadAndNothingUnderTheFloorCanBeMarked() {
        var state = StreamState.above(new Position(EPOCH, 5)).marked(mark("1-100", "", "4-7", "", 1000), 10);

        assertThat(state.read()).hasToString("6-10");
        assertThat(state.archived()).hasToString("6-7");
        assertThat(state.seen()).isEqualTo(10);
    }

    @Test
    void seenNeverFalls() {
        var state = NEW.marked(mark("", "", "", "", 8), 10).marked(mark("", "", "", "", 3), 10);

        assertThat(state.seen()).isEqualTo(8);
    }

    @Test
    void unreadAndUnarchivedTakeAwayWhatTheSameMarkGives() {
        var state = NEW.marked(mark("1-5", "3", "1-5", "4-5", 0), 10);

        assertThat(state.read()).hasToString("1-2,4-5");
        assertThat(state.archived()).hasToString("1-3");
    }

    @Test
    void aMarkOfAnotherLifeOfTheStreamChangesNothing() {
        assertThat(NEW.marked(new StreamMark("other", Ranges.of(1, 5), Ranges.NONE, Ranges.of(1, 5),
                Ranges.NONE, 5), 10)).isEqualTo(NEW);
    }

    @Test
    void whatIsOverIsForgotten() {
        var state = NEW.marked(mark("1-3,5,7", "", "2-6", "", 4), 10).without(new Position(EPOCH, 5));

        assertThat(state).isEqualTo(new StreamState(EPOCH, 5, 5, Ranges.of(7, 7), Ranges.of(6, 6)));
        assertThat(view(state, 10).unread()).isEqualTo(3);
    }

    @Test
    void anotherLifeOfTheStreamBeginsWithoutMarks() {
        var state = NEW.marked(mark("1-3", "", "2-6", "", 9), 10);

        assertThat(state.without(new Position("other", 2)))
                .isEqualTo(new StreamState("other", 2, 2, Ranges.NONE, Ranges.NONE));
        assertThat(state.without(Position.START)).isEqualTo(NONE);
    }

    @Test
    void aRefThatComesAgainChangesNothingEvenAfterAnotherDeviceDidTheOpposite() {
        var unread = marked("r1", mark("", "3", "", "", 0));
        var before = state().marked(marked("r0", mark("3", "", "", "", 0)), 10, 0);

        var after = before.marked(unread, 10, 0).marked(marked("r2", mark("3", "", "", "", 0)), 10, 0);

        assertThat(after.marked(unread, 10, 0)).isSameAs(after);
        assertThat(after.inbox().read()).hasToString("3");
    }

    @Test
    void theLastRefsAreRemembered() {
        var state = state();
        for (int i = 0; i <= InboxState.MOST_REFS; i++) {
            state = state.marked(marked("r" + i, mark("3", "", "", "", 0)), 10, 0);
        }

        assertThat(state.refs()).hasSize(InboxState.MOST_REFS).startsWith("r1").doesNotContain("r0");
    }

    @Test
    void fiveHundredRangesAreTakenAndOneMoreIsRefusedByName() {
        var full = state().marked(marked("r", odd(InboxState.MOST_RANGES)), 2_000, 0);
        assertThat(full.ranges()).isEqualTo(InboxState.MOST_RANGES);

        assertThatThrownBy(() -> full.marked(marked("s", mark("1500", "", "", "", 0)), 2_000, 0))
                .isInstanceOf(TooManyRangesException.class)
                .hasMessageStartingWith("What is read and archived would be 501 separate ranges");
    }

    @Test
    void atTheBoundWhatJoinsRangesIsTaken() {
        var full = state().marked(marked("r", odd(InboxState.MOST_RANGES)), 2_000, 0);

        assertThat(full.marked(marked("s", mark("2,1500", "", "", "", 0)), 2_000, 0).ranges()).isEqualTo(500);
        assertThat(full.marked(marked("s", mark("1-999", "", "", "", 0)), 2_000, 0).ranges()).isEqualTo(1);
    }

    /** 1,000 notifications read one by one at random have at most some 250 ranges on the way. */
    @Test
    void aThousandReadOneByOneAtRandomStayUnderTheBound() {
        long seed = System.nanoTime();
        var order = new ArrayList<>(LongStream.rangeClosed(1, 1_000).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        var state = state();
        int most = 0;
        for (long offset : order) {
            state = state.marked(
                    new Mark(Optional.of(StreamMark.read(EPOCH, Ranges.of(offset, offset))), Optional.empty(),
                            Optional.empty()),
                    1_000, 0);
            most = Math.max(most, state.ranges());
        }

        assertThat(most).as("seed %d", seed).isBetween(200, 300);
        assertThat(state.inbox().read()).hasToString("1-1000");
    }

    private static StreamMark odd(int count) {
        return StreamMark.read(EPOCH, Ranges.of(IntStream.range(0, count)
                .mapToObj(i -> new OffsetRange(2L * i + 1, 2L * i + 1)).toList()));
    }

    private static InboxState state() {
        return new InboxState(1, NEW, NONE, List.of());
    }

    private static Mark marked(String ref, StreamMark inbox) {
        return new Mark(Optional.of(inbox), Optional.empty(), Optional.of(ref));
    }

    private static StreamMark mark(String read, String unread, String archived, String unarchived,
            long seen) {
        return new StreamMark(EPOCH, Ranges.parse(read), Ranges.parse(unread), Ranges.parse(archived),
                Ranges.parse(unarchived), seen);
    }

    private static StreamView view(StreamState state, long head) {
        return new StreamView(state, new Position(EPOCH, head), OptionalLong.empty());
    }
}
