package hermes.send;

import static hermes.send.stream.AppendingTest.content;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Position;
import hermes.common.StreamName;
import hermes.local.DynamoDbExtension;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import hermes.send.route.CatchUp;
import hermes.send.route.CatchUpBudget;
import hermes.send.route.CatchUpOutcome;
import hermes.send.stream.AppendingTest;
import hermes.send.stream.DynamoStreams;
import hermes.send.stream.Retention;
import hermes.send.stream.Streams;
import hermes.send.stream.Table;
import hermes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares streams in DynamoDB with a few lines of plain memory, over random histories. */
class StreamsModelTest {
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final int STEPS = 150;

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private final SettableClock clock = new SettableClock(Instant.parse("2126-11-22T10:00:00Z"));
    private final Map<StreamName, ModelStream> model = new HashMap<>();
    private final List<StreamName> names = List.of(StreamName.ofRoom("a"), StreamName.ofUser("a", "7"));

    @RepeatedTest(4)
    void appendAndResumeAgreeWithTheModel() {
        long seed = System.nanoTime();
        System.out.println("StreamsModelTest seed " + seed);
        var random = new Random(seed);
        // Two functions, each with its own belief about the heads.
        List<Streams> functions = List.of(streams(), streams());

        for (int step = 0; step < STEPS; step++) {
            var stream = names.get(random.nextInt(names.size()));
            var function = functions.get(random.nextInt(functions.size()));
            var expected = model.computeIfAbsent(stream, _ -> new ModelStream());
            switch (random.nextInt(10)) {
                case 0 -> clock.advance(Duration.ofMinutes(random.nextInt(40)));
                case 1, 2, 3, 4 -> resume(function, stream, expected, random, seed);
                default -> append(function, stream, expected, random, seed);
            }
        }
    }

    private void append(Streams function, StreamName stream, ModelStream expected, Random random, long seed) {
        // Few ids, so that many come again.
        var ids = random.ints(1 + random.nextInt(12), 0, 60).distinct().mapToObj(i -> "n" + i).toList();

        var entries = function.append(stream, ids.stream().map(AppendingTest::content).toList(),
                Deadline.in(Duration.ofMinutes(1), System::nanoTime));

        assertThat(entries).as("seed %d, append %s to %s", seed, ids, stream)
                .extracting(entry -> entry.offset() + "=" + entry.content().id())
                .containsExactlyElementsOf(expected.append(ids, clock.instant()));
        expected.epoch = entries.getFirst().epoch();
    }

    private void resume(Streams function, StreamName stream, ModelStream expected, Random random, long seed) {
        long offset = random.nextInt((int) expected.head() + 3);
        String epoch = random.nextInt(5) == 0 ? "other" : expected.epoch;
        var from = offset == 0 && random.nextBoolean() ? Position.START : new Position(epoch, offset);

        var catchUp = new CatchUp(function);
        CatchUpOutcome missed = catchUp.since(stream, Optional.of(from), catchUp.head(stream),
                new CatchUpBudget(() -> {}));

        assertThat(missed.head().offset()).as("seed %d", seed).isEqualTo(expected.head());
        Optional<List<String>> found = missed instanceof CatchUpOutcome.All(var _, var entries)
                ? Optional.of(
                        entries.stream().map(entry -> entry.offset() + "=" + entry.content().id()).toList())
                : Optional.empty();
        assertThat(found).as("seed %d, resume %s from %s", seed, stream, from)
                .isEqualTo(expected.after(from, clock.instant()));
    }

    private Streams streams() {
        return new DynamoStreams(new Table(db.client(), db.table("NotificationsTable")),
                new Retention(RETENTION, RETENTION), clock,
                new RetryDelay(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), () -> 0, _ -> {}));
    }

    /** What a stream is meant to be. */
    private static final class ModelStream {
        private final List<String> ids = new ArrayList<>();
        private final List<Instant> expiries = new ArrayList<>();
        private String epoch = "";

        long head() {
            return ids.size();
        }

        List<String> append(List<String> fresh, Instant now) {
            Map<Integer, String> entries = new LinkedHashMap<>();
            for (String id : fresh) {
                int known = ids.lastIndexOf(id);
                if (known < 0 || !expiries.get(known).isAfter(now)) {
                    ids.add(id);
                    expiries.add(now.plus(RETENTION));
                    known = ids.size() - 1;
                }
                entries.put(known + 1, id);
            }
            return entries.entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        }

        Optional<List<String>> after(Position from, Instant now) {
            boolean sameLife = from.isStart() || from.epoch().equals(epoch);
            if (!sameLife || from.offset() > head() || head() - from.offset() > CatchUp.MOST_MISSED) {
                return Optional.empty();
            }
            var missed = IntStream.range((int) from.offset(), ids.size()).boxed().toList();
            return missed.stream().allMatch(i -> expiries.get(i).isAfter(now))
                    ? Optional.of(missed.stream().map(i -> i + 1 + "=" + ids.get(i)).toList())
                    : Optional.empty();
        }
    }
}
