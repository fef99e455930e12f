package hermes.system.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What one user does to another room by doing all that he may, as fast as the gateway takes it. Prints how long
 * notifications of that other room take before and meanwhile, and fails if one is lost, a handshake is refused or anything
 * becomes a dead letter. A build measures too few to tell the 99th of a hundred; 300 take a minute or more:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FloodBenchmarkIT
 * -Dnotifications=300 }</pre>
 */
final class FloodBenchmarkIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    private static final int NOTIFICATIONS = Integer.getInteger("notifications", 20);
    private static final int WARM_UP = 20;
    private static final Duration UNTIL_DRAINED = Duration.ofMinutes(5);

    /** The dearest that he may: each is for ten streams, and comes back by the queue. */
    private static final String SEND = """
        {"action":"sendMessageToSQS","data":"flood","to":["0","1","2","3","4","5","6","7","8","9"]}""";
    private static final String RESUME = """
        {"action":"resume","room":{"epoch":"","offset":0},"user":{"epoch":"","offset":0}}""";

    /** Of 2 MB, which is what a client may be sent again. */
    private static final int MISSED = 240;
    private static final String LARGE = "x".repeat(8_000);

    private final String floodedRoom = STACK.newRoom();

    @Test
    void whoSendsAsFastAsTheGatewayTakesItHoldsUpNoOtherRoom() {
        measure("sends", SEND);
    }

    @Test
    void whoResumesAsFastAsTheGatewayTakesItHoldsUpNoOtherRoom() {
        for (int i = 0; i < MISSED; i++) {
            STACK.putOnOrderedQueue(floodedRoom, "{\"user_id\":9,\"room_id\":\"%s\",\"data\":\"%s\"}"
                    .formatted(floodedRoom, LARGE));
        }
        Eventually.isTrue("what he has missed is in the stream", UNTIL_DRAINED, STACK::queuesAreEmpty);
        measure("resumes", RESUME);
    }

    private void measure(String what, String message) {
        startProcesses(message);
        try (var other = new OtherRoom(STACK)) {
            other.measure(WARM_UP);
            var quiet = other.measure(NOTIFICATIONS);
            double quietLoad = load();
            try (var flood = new Flood(STACK, floodedRoom, message)) {
                var meanwhile = other.measure(NOTIFICATIONS);
                print(what, flood, List.of(quiet, meanwhile), List.of(quietLoad, load()));
                assertThat(flood.messages()).as("messages of the flood").isGreaterThan(100);
            }
            assertThat(other.refusedHandshakes()).isEmpty();
        }
        Eventually.isTrue("the queues are empty", UNTIL_DRAINED, STACK::queuesAreEmpty);
        assertThat(STACK.deadLetterCount()).isZero();
    }

    /** How long they take to start is not what is measured. */
    private static void startProcesses(String message) {
        try (var other = new OtherRoom(STACK); var _ = new Flood(STACK, STACK.newRoom(), message)) {
            other.measure(WARM_UP);
        }
        Eventually.isTrue("the queues are empty", UNTIL_DRAINED, STACK::queuesAreEmpty);
    }

    private static void print(String what, Flood flood, List<OtherRoom.Latencies> runs, List<Double> loads) {
        System.out.printf(
                "%nOne user %s on %d connections, %d messages in %.1f s, %s; another room meanwhile:%n",
                what, Flood.CONNECTIONS, flood.messages(), flood.seconds(), flood.answers());
        for (int run = 0; run < runs.size(); run++) {
            System.out.printf("  %-6s %s, load %.1f%n", run == 0 ? "quiet" : "flood", runs.get(run),
                    loads.get(run));
        }
        System.out.printf("  p99 %.1f times the quiet one%n",
                runs.getLast().percentile(0.99) / runs.getFirst().percentile(0.99));
    }

    /** Processes that want to run, on average over the last minute. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
