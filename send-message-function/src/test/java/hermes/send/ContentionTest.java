package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Parallel;
import hermes.common.StreamName;
import hermes.local.DynamoDbExtension;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import hermes.send.stream.AppendingTest;
import hermes.send.stream.DynamoStreams;
import hermes.send.stream.Entry;
import hermes.send.stream.Retention;
import hermes.send.stream.Table;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Eight functions append to one stream at the same time. */
class ContentionTest {
    private static final StreamName STREAM = StreamName.ofRoom("acme");
    private static final int FUNCTIONS = 8;
    private static final int BATCHES = 20;
    private static final int BATCH = 10;

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    @Test
    void concurrentAppendsLeaveNoHoleAndNoDouble() {
        List<Entry> appended = new ArrayList<>();
        Parallel.map(functions(), function -> batches(function)).forEach(appended::addAll);

        assertThat(appended).extracting(Entry::offset).containsExactlyInAnyOrderElementsOf(
                LongStream.rangeClosed(1, FUNCTIONS * BATCHES * BATCH).boxed().toList());
        assertThat(streams().read(STREAM, 1, Long.MAX_VALUE)).containsExactlyInAnyOrderElementsOf(appended);
    }

    @Test
    void theSameIdsFromEverywhereAreAppendedOnce() {
        long seed = System.nanoTime();
        System.out.println("ContentionTest seed " + seed);
        var offsets = new ConcurrentHashMap<String, Long>();
        Parallel.map(functions(), function -> {
            var random = new Random(seed + function);
            var streams = streams();
            for (int batch = 0; batch < BATCHES; batch++) {
                var contents = random.ints(BATCH, 0, 50).distinct()
                        .mapToObj(i -> AppendingTest.content("n" + i))
                        .toList();
                for (Entry entry : streams.append(STREAM, contents, minute())) {
                    Long first = offsets.putIfAbsent(entry.content().id(), entry.offset());
                    assertThat(first == null || first == entry.offset()).as("seed %d, %s", seed, entry)
                            .isTrue();
                }
            }
            return function;
        });

        assertThat(offsets.values()).as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, offsets.size()).boxed().toList());
    }

    private static List<Integer> functions() {
        return IntStream.range(0, FUNCTIONS).boxed().toList();
    }

    private static List<Entry> batches(int function) {
        var streams = streams();
        List<Entry> appended = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            String prefix = function + "/" + batch + "/";
            appended.addAll(streams.append(STREAM,
                    IntStream.range(0, BATCH).mapToObj(i -> AppendingTest.content(prefix + i)).toList(),
                    minute()));
        }
        assertThat(appended).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
        return appended;
    }

    private static DynamoStreams streams() {
        return new DynamoStreams(new Table(db.client(), db.table("NotificationsTable")),
                new Retention(Duration.ofHours(1), Duration.ofHours(1)),
                Clock.systemUTC(),
                new RetryDelay(SendMessageFunction.BETWEEN_APPENDS, new SecureRandom()::nextDouble,
                        Thread::sleep));
    }

    private static Deadline minute() {
        return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
    }
}
