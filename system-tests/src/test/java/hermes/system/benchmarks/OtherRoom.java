package hermes.system.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.system.Browser;
import hermes.system.WholeStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A room that lives beside what happens in another: three browsers, a backend, and people who come. For one thread. */
final class OtherRoom implements AutoCloseable {

    private static final int BROWSERS = 3;
    private static final int NOTIFICATIONS_TO_A_HANDSHAKE = 5;
    private static final int ACCEPTED = 101;

    private final WholeStack stack;
    private final String room;
    private final List<Browser> browsers;
    private final String visitor;
    private final List<Integer> refused = new ArrayList<>();
    private int number;

    /** @param sortedMillis from SendMessage to each browser */
    record Latencies(double[] sortedMillis) {

        double percentile(double share) {
            return sortedMillis[(int) Math.ceil(share * sortedMillis.length) - 1];
        }

        Latencies with(Latencies others) {
            return new Latencies(DoubleStream.concat(DoubleStream.of(sortedMillis),
                    DoubleStream.of(others.sortedMillis)).sorted().toArray());
        }

        @Override
        public String toString() {
            return "p50 %.0f ms, p99 %.0f ms, longest %.0f ms".formatted(percentile(0.50), percentile(0.99),
                    percentile(1));
        }
    }

    OtherRoom(WholeStack stack) {
        this.stack = stack;
        this.room = stack.newRoom();
        this.browsers = IntStream.range(0, BROWSERS).mapToObj(user -> stack.connect("" + user, room))
                .toList();
        this.visitor = stack.webSocketUrl() + "?token=" + stack.token("visitor", room);
    }

    /** One notification after the other, and all have arrived when this returns. */
    Latencies measure(int notifications) {
        double[] millis = new double[notifications * BROWSERS];
        int sample = 0;
        for (int i = 0; i < notifications; i++) {
            long sent = System.nanoTime();
            stack.putOnOrderedQueue(room,
                    "{\"user_id\":9,\"room_id\":\"%s\",\"data\":%d}".formatted(room, ++number));
            for (var browser : browsers) {
                var frame = browser.nextFrame();
                assertThat(frame.json().path("data").asInt()).isEqualTo(number);
                millis[sample++] = (frame.nanoTime() - sent) / 1e6;
            }
            if (i % NOTIFICATIONS_TO_A_HANDSHAKE == 0) {
                visit();
            }
        }
        Arrays.sort(millis);
        return new Latencies(millis);
    }

    /** The statuses. */
    List<Integer> refusedHandshakes() {
        return refused;
    }

    @Override
    public void close() {
        browsers.forEach(Browser::close);
    }

    private void visit() {
        int status = Browser.handshakeStatus(visitor);
        if (status != ACCEPTED) {
            refused.add(status);
        }
    }
}
