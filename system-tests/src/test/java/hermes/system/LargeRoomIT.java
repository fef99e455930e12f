package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Eventually;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What one notification costs in rooms of different sizes, with real sockets. A build goes up to a room of two
 * pages; {@code room} can be any larger number, and 5,000 take a minute or more:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=LargeRoomIT -Droom=5000
 * }</pre>
 */
final class LargeRoomIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PAGE = 1_000;
    private static final int SMALL = 100;
    private static final int CONNECTIONS_PER_USER = 20;
    private static final int[] LARGER = {1_000, Integer.getInteger("room", 1_100)};

    private final CallCounts calls = new CallCounts("SendMessageFunction");
    private final String room = STACK.newRoom();

    @Test
    void aConnectionCostsNoMoreInALargerRoom() {
        var tokens = new CheapTokens(STACK.operations());
        var ofUsers = new HashMap<Integer, String>();
        STACK.local().add(calls);
        try (var clients = new CountingClients(STACK.webSocketUrl(),
                number -> ofUsers.computeIfAbsent(number / CONNECTIONS_PER_USER,
                        user -> tokens.issue("" + user, room)))) {
            clients.growTo(1);
            deliver(clients, 1);
            clients.growTo(SMALL);
            double perConnection = deliver(clients, SMALL);
            for (int size : LARGER) {
                clients.growTo(size);
                assertThat(deliver(clients, size)).isLessThanOrEqualTo(perConnection);
            }
        } finally {
            STACK.local().remove(calls);
        }
    }

    /** @return calls to AWS for each connection */
    private double deliver(CountingClients clients, int size) {
        long before = clients.frames();
        calls.take();
        long start = System.nanoTime();
        STACK.putOnQueue("{\"user_id\":7,\"room_id\":\"%s\",\"data\":\"to %d\"}".formatted(room, size));
        Eventually.isTrue(size + " connections have received it", PATIENCE,
                () -> clients.frames() - before >= size);
        double millis = (System.nanoTime() - start) / 1e6;
        Eventually.isTrue("the queue is empty", STACK::queueIsEmpty);

        var counts = calls.take();
        // A process of the function that has not seen the stream before reads its head first.
        var heads = counts.remove("GetItem");
        assertThat(heads == null ? 0 : heads).isLessThanOrEqualTo(1);
        double perConnection = counts.values().stream().mapToInt(Integer::intValue).sum() / (double) size;
        System.out.printf("A room of %,6d: %s; %.3f calls for each connection, all received after %.0f ms%n",
                size,
                counts, perConnection, millis);
        assertThat(counts).isEqualTo(expected(size));
        assertThat(clients.frames() - before).isEqualTo(size);
        return perConnection;
    }

    /** As docs/architecture.md has it: each invocation deletes its message, and each but the first has a job. */
    private static Map<String, Integer> expected(int size) {
        int pages = (size + PAGE - 1) / PAGE;
        var expected = new TreeMap<String, Integer>(Map.of("TransactWriteItems", 1, "Query by-room", pages,
                "PostToConnection", size, "DeleteMessageBatch", pages));
        if (pages > 1) {
            expected.put("SendMessage", pages - 1);
            expected.put("Query", pages - 1);
        }
        return expected;
    }
}
