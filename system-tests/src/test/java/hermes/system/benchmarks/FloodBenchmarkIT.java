package hermes.system.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What one user does to another room by doing all that he may, as fast as the gateway takes it. Prints how long
 * notifications of that other room take before, while his allowances are used up, and after that; and fails if one is lost,
 * a handshake is refused or anything becomes a dead letter. A build measures too few to tell the 99th of a hundred; 300
 * take some minutes:
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

    /** While these are on their way he uses up what he may do at once. */
    private static final int FIRST = 30;
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
            try (var flood = new Flood(STACK, floodedRoom, message)) {
                var first = other.measure(FIRST);
                var then = other.measure(NOTIFICATIONS);
                print(what, flood, quiet, first, then);
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

    private static void print(String what, Flood flood, OtherRoom.Latencies quiet, OtherRoom.Latencies first,
            OtherRoom.Latencies then) {
        System.out.printf(
                "%nOne user %s on %d connections, %d messages in %.1f s, %s; another room meanwhile:%n",
                what, Flood.CONNECTIONS, flood.messages(), flood.seconds(), flood.answers());
        print("quiet", quiet, quiet);
        print("the first " + FIRST, first, quiet);
        print("then", then, quiet);
        print("in all", first.with(then), quiet);
    }

    private static void print(String when, OtherRoom.Latencies latencies, OtherRoom.Latencies quiet) {
        System.out.printf("  %-12s %s: p50 %.1f, p99 %.1f times the quiet one%n", when, latencies,
                latencies.percentile(0.50) / quiet.percentile(0.50),
                latencies.percentile(0.99) / quiet.percentile(0.99));
    }
}
