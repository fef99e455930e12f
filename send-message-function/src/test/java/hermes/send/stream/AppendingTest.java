package hermes.send.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import hermes.common.Position;
import hermes.common.StreamName;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.OutOfTimeException;
import hermes.send.invocation.RetryDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

public class AppendingTest {
    private static final StreamName STREAM = StreamName.ofRoom("acme");
    private static final Instant NOW = Instant.parse("2126-11-22T10:00:00Z");

    private final List<String> attempts = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final RetryDelay retryDelay = new RetryDelay(
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(200)),
            () -> 0.5,
            delays::add);

    @Test
    void offsetsFollowTheHead() {
        var appending = appending(head("k3f9", 7), "x", "y");

        assertThat(run(appending, new AppendOutcome.Appended(head("k3f9", 9))))
                .extracting(Entry::offset).containsExactly(8L, 9L);
        assertThat(appending.head()).isEqualTo(head("k3f9", 9));
        assertThat(delays).isEmpty();
    }

    @Test
    void aMovedHeadIsFollowedAfterARest() {
        var appending = appending(head("k3f9", 7), "x");

        run(appending, new AppendOutcome.Moved(head("k3f9", 20)), new AppendOutcome.Conflict(),
                new AppendOutcome.Appended(head("k3f9", 21)));

        assertThat(attempts).containsExactly("k3f9/7 [x=8]", "k3f9/20 [x=21]", "k3f9/20 [x=21]");
        assertThat(delays).containsExactly(Duration.ofMillis(5), Duration.ofMillis(10));
    }

    @Test
    void aRepeatedIdLeavesNoHole() {
        var appending = appending(head("k3f9", 7), "x", "y", "z");

        var entries = run(appending, new AppendOutcome.Repeated(Map.of("y", 3L)),
                new AppendOutcome.Appended(head("k3f9", 9)));

        assertThat(attempts).containsExactly("k3f9/7 [x=8, y=9, z=10]", "k3f9/7 [x=8, z=9]");
        assertThat(entries).hasSize(2);
        assertThat(appending.repeats()).isEqualTo(Map.of("y", 3L));
    }

    @Test
    void whenAllAreRepeatsNothingIsAppended() {
        var appending = appending(head("k3f9", 7), "x");

        assertThat(run(appending, new AppendOutcome.Repeated(Map.of("x", 3L)))).isEmpty();
        assertThat(appending.head()).isEqualTo(head("k3f9", 7));
    }

    @Test
    void whatAnotherLifeOfTheStreamKnewDoesNotCount() {
        var appending = appending(head("old", 7), "x");

        var entries = run(appending, new AppendOutcome.Repeated(Map.of("y", 3L)),
                new AppendOutcome.Moved(head("new", 1)),
                new AppendOutcome.Appended(head("new", 2)));

        assertThat(appending.repeats()).isEmpty();
        assertThat(entries).extracting(Entry::epoch, Entry::offset)
                .containsExactly(tuple("new", 2L));
    }

    @Test
    void aNewStreamGetsAnEpochAndStartsAtOne() {
        var entries = run(appending(Head.START, "x"), new AppendOutcome.Appended(head("e", 1)));

        assertThat(entries.getFirst().epoch()).matches("[0-9a-z]{8}");
        assertThat(entries.getFirst().offset()).isEqualTo(1);
    }

    @Test
    void itGivesUpWhenTimeIsOver() {
        var appending = appending(head("k3f9", 7), "x");
        var noTime = Deadline.in(Duration.ZERO, () -> 0);

        assertThatThrownBy(() -> appending.run((_, _) -> new AppendOutcome.Conflict(),
                Contention.PERSIST, retryDelay, noTime))
                .isInstanceOf(StreamBusyException.class).hasMessageContaining("room#acme")
                .hasMessageContaining("1 attempts");
    }

    @Test
    void whoGivesWayTriesThreeTimesMoreAtOnceAndWaitsForNothing() {
        var moved = new AppendOutcome.Moved(head("k3f9", 20));
        var conflict = new AppendOutcome.Conflict();

        assertThat(run(Contention.GIVE_WAY, appending(head("k3f9", 7), "x"), conflict, conflict, moved,
                new AppendOutcome.Appended(head("k3f9", 21)))).extracting(Entry::offset).containsExactly(21L);
        assertThatThrownBy(
                () -> run(Contention.GIVE_WAY, appending(head("k3f9", 7), "x"), moved, moved, moved,
                        conflict))
                .isInstanceOf(StreamBusyException.class).hasMessageContaining("4 attempts");
        assertThat(delays).isEmpty();
    }

    @Test
    void anIdThatComesAgainIsNoRace() {
        var entries = run(Contention.GIVE_WAY, appending(head("k3f9", 7), "w", "x", "y", "z"),
                new AppendOutcome.Repeated(Map.of("w", 1L)), new AppendOutcome.Repeated(Map.of("x", 2L)),
                new AppendOutcome.Repeated(Map.of("y", 3L)), new AppendOutcome.Appended(head("k3f9", 8)));

        assertThat(entries).extracting(Entry::offset).containsExactly(8L);
        assertThat(delays).isEmpty();
    }

    @Test
    void whoIsThrottledWaitsAlsoWhoGivesWay() {
        var throttled = new AppendOutcome.Throttled();

        run(Contention.GIVE_WAY, appending(head("k3f9", 7), "x"), throttled, throttled, throttled, throttled,
                new AppendOutcome.Appended(head("k3f9", 8)));

        assertThat(delays).hasSize(4).containsOnly(Duration.ofMillis(10));
    }

    @Test
    void whoIsThrottledUntilTimeIsOverFailsAndIsToldWhy() {
        var noTime = Deadline.in(Duration.ZERO, () -> 0);

        assertThatThrownBy(() -> appending(head("k3f9", 7), "x").run(
                (_, _) -> new AppendOutcome.Throttled(), Contention.GIVE_WAY, retryDelay, noTime))
                .isInstanceOf(OutOfTimeException.class).isNotInstanceOf(StreamBusyException.class)
                .hasMessageContaining("room#acme");
    }

    @Test
    void whoGivesWayDoesNotTryAgainWhenTimeIsOver() {
        var noTime = Deadline.in(Duration.ZERO, () -> 0);

        assertThatThrownBy(() -> appending(head("k3f9", 7), "x").run(
                (_, _) -> new AppendOutcome.Conflict(), Contention.GIVE_WAY, retryDelay, noTime))
                .isInstanceOf(StreamBusyException.class).hasMessageContaining("1 attempts");
    }

    private List<Entry> run(Appending appending, AppendOutcome... outcomes) {
        return run(Contention.PERSIST, appending, outcomes);
    }

    private List<Entry> run(Contention contention, Appending appending, AppendOutcome... outcomes) {
        Queue<AppendOutcome> script = new ArrayDeque<>(Arrays.asList(outcomes));
        var entries = appending.run((head, tried) -> {
            attempts.add("%s/%d %s".formatted(head.position().epoch(), head.position().offset(),
                    tried.stream().map(entry -> entry.content().id() + "=" + entry.offset()).toList()));
            return script.remove();
        }, contention, retryDelay, Deadline.in(Duration.ofSeconds(1), () -> 0));
        assertThat(script).isEmpty();
        return entries;
    }

    private static Appending appending(Head head, String... ids) {
        return new Appending(STREAM, Arrays.stream(ids).map(AppendingTest::content).toList(), head,
                new Epochs(), InstantSource.fixed(NOW));
    }

    private static Head head(String epoch, long offset) {
        return new Head(new Position(epoch, offset), NOW);
    }

    public static Content content(String id) {
        return new Content(id, "7", "\"" + id + "\"", Optional.empty());
    }
}
