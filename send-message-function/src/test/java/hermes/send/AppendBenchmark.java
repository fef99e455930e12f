package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Parallel;
import hermes.common.StreamName;
import hermes.local.DynamoDbExtension;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import hermes.send.stream.AppendingTest;
import hermes.send.stream.Content;
import hermes.send.stream.DynamoStreams;
import hermes.send.stream.Retention;
import hermes.send.stream.Table;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How fast eight functions append to one stream at the same time. Not part of a build, as it says nothing on a busy
 * machine. Prints what it measures and fails beyond the bound:
 *
 * <pre>{@code
 * mvn test -pl send-message-function -am -Dtest=AppendBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class AppendBenchmark {
    private static final int FUNCTIONS = 8;
    private static final int BATCHES = 20;
    private static final int BATCH = 10;
    private static final int RUNS = 11;
    private static final int LEAST_PER_SECOND = 200;

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    @Test
    void eightFunctionsAppendToOneStreamFastEnough() {
        IntStream.range(0, 3).forEach(warmUp -> measure("warm-up-" + warmUp));

        double[] perSecond = IntStream.range(0, RUNS).mapToDouble(run -> measure("run-" + run)).sorted()
                .toArray();

        System.out.printf(
                "%d functions, batches of %d, one stream, %d runs of %,d: median %.0f/s, %.0f to %.0f/s%n",
                FUNCTIONS, BATCH, RUNS, FUNCTIONS * BATCHES * BATCH, perSecond[RUNS / 2], perSecond[0],
                perSecond[RUNS - 1]);
        assertThat(perSecond[RUNS / 2]).isGreaterThanOrEqualTo(LEAST_PER_SECOND);
    }

    /** @return notifications a second */
    private static double measure(String room) {
        var stream = StreamName.ofRoom(room);
        long start = System.nanoTime();
        Parallel.map(IntStream.range(0, FUNCTIONS).boxed().toList(), function -> append(stream, function));
        return FUNCTIONS * BATCHES * BATCH / ((System.nanoTime() - start) / 1e9);
    }

    private static int append(StreamName stream, int function) {
        var retryDelay = new RetryDelay(SendMessageFunction.BETWEEN_APPENDS, new SecureRandom()::nextDouble,
                Thread::sleep);
        var streams = new DynamoStreams(new Table(db.client(), db.table("NotificationsTable")),
                new Retention(Duration.ofHours(1), Duration.ofHours(1)),
                Clock.systemUTC(), retryDelay);
        for (int batch = 0; batch < BATCHES; batch++) {
            String prefix = function + "/" + batch + "/";
            List<Content> contents = IntStream.range(0, BATCH)
                    .mapToObj(i -> AppendingTest.content(prefix + i)).toList();
            streams.append(stream, contents, Deadline.in(Duration.ofMinutes(1), System::nanoTime));
        }
        return BATCHES;
    }
}
