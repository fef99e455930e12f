package hermes.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing is lost while everything fails. The real functions run in the local stack; between them and AWS posts are
 * throttled, refused, late and cut off, DynamoDB throttles and cancels, answers get lost, processes are killed, SQS
 * brings messages again, and clients come and go as they like. Backends publish by both queues, evenly and in bursts, and
 * two clients flood the stack with all that it answers. Clients join and leave further rooms, which a backend grants and
 * takes back, and the devices of two users mark at random in their inboxes. Then every client must have everything of its
 * streams and nothing of others, nor of rooms that it had left or that were taken back; every device's list and badge must be
 * what a recount says; what was numbered and published in order must ascend in every stream and at every client, and nobody
 * who was always connected may have waited two minutes longer for anything than the whole backlog took.
 *
 * <p>
 * One seed runs with every build. Another one, or many:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FaultIT -Dseed=7
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FaultIT -Dseeds=20
 * }</pre>
 */
@Order(1)
final class FaultIT {

    private static final int SEEDS_IN_A_BUILD = 1;

    private static FaultyStack stack;

    @BeforeAll
    static void start() {
        stack = new FaultyStack();
    }

    @AfterAll
    static void end() {
        stack.close();
    }

    static List<Long> seeds() {
        var one = Long.getLong("seed");
        return one != null
                ? List.of(one)
                : LongStream.rangeClosed(1, Integer.getInteger("seeds", SEEDS_IN_A_BUILD)).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyClientHasEverythingOfItsStreamsAndNothingElse(long seed) throws Exception {
        assertThat(new SeededRun(seed, stack).run()).as("seed %d", seed).isEmpty();
    }
}
