package hermes.system;

import hermes.backend.Publication;
import hermes.local.StackOptions;
import hermes.testing.Eventually;
import hermes.testing.FunctionProcesses;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * What became of many notifications that were published to one room as fast as the queue took them. Times are seconds since
 * the first was sent.
 *
 * @param published when the queue had taken the last
 * @param most when a browser of the room had 98 % of them
 * @param last when it had all
 * @param repeated batches that came again after a pause
 * @param waitedOut batches that came again when the visibility time-out was over
 */
record Burst(double published, double most, double last, long repeated, long waitedOut, int deadLetters) {

    private static final String STACK = "hermes-burst";

    /** What a queue leaves to routes and to the other queue. */
    private static final int LEFT_TO_OTHERS = 4;
    private static final int BATCH = 10;
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WARM_UP = 20;
    private static final double MOST = 0.98;

    /** A way into the stack. */
    enum Door {
        QUEUE((stack, bodies) -> stack.operations().publishUnordered(bodies)),
        ORDERED_QUEUE((stack, bodies) -> stack.operations().publish(bodies));

        private final BiFunction<WholeStack, List<String>, List<Publication>> publish;

        Door(BiFunction<WholeStack, List<String>, List<Publication>> publish) {
            this.publish = publish;
        }
    }

    /** In a stack of its own, in which all processes run that it may need. */
    static Burst of(int size, Door door, int concurrency) {
        var options = StackOptions.DEFAULT.withName(STACK)
                .withProcesses(Math.max(StackOptions.DEFAULT.processes(), concurrency + LEFT_TO_OTHERS))
                .withParameters(Map.of("DeliveryConcurrency", "" + concurrency));
        try (var stack = WholeStack.of(WholeStack.TEMPLATE, options)) {
            startProcesses(stack, door, concurrency);
            var room = stack.newRoom();
            try (var browser = stack.connect("7", room)) {
                publish(stack, door, room, WARM_UP);
                arrivals(browser, WARM_UP);
                long start = System.nanoTime();
                publish(stack, door, room, size);
                double published = since(start, System.nanoTime());
                var arrivals = arrivals(browser, size);
                return new Burst(published, since(start, arrivals.get((int) (size * MOST) - 1)),
                        since(start, arrivals.getLast()), logged(stack, "repeated"),
                        logged(stack, "not_postponed") + stack.brokenOff().size(), stack.deadLetterCount());
            }
        }
    }

    private static void startProcesses(WholeStack stack, Door door, int concurrency) {
        var slow = new SlowAppends();
        stack.local().add(slow);
        try {
            Eventually.isTrue("%d batches were delivered at once".formatted(concurrency), PATIENCE,
                    BETWEEN_BATCHES,
                    () -> {
                        // A room of its own for each: the ordered queue gives one batch of a room at a time.
                        for (int batch = 0; batch < concurrency; batch++) {
                            publish(stack, door, stack.newRoom(), BATCH);
                        }
                        return FunctionProcesses.of(STACK, "SendMessageFunction").size() >= concurrency;
                    });
        } finally {
            stack.local().remove(slow);
            slow.release();
        }
        Eventually.isTrue("the queues are empty", PATIENCE, stack::queuesAreEmpty);
    }

    private static void publish(WholeStack stack, Door door, String room, int size) {
        var bodies = IntStream.range(0, size)
                .mapToObj("{\"user_id\":9,\"room_id\":\"%s\",\"data\":%%d}".formatted(room)::formatted)
                .toList();
        door.publish.apply(stack, bodies).stream().filter(Publication.Failed.class::isInstance)
                .findFirst().ifPresent(failed -> {
                    throw new AssertionError("not all was published: " + failed);
                });
    }

    /** When each arrived for the first time, in that order. */
    private static List<Long> arrivals(Browser browser, int size) {
        var byOffset = new HashMap<Long, Long>();
        while (byOffset.size() < size) {
            var frame = browser.nextFrame();
            byOffset.putIfAbsent(frame.json().path("offset").asLong(), frame.nanoTime());
        }
        return byOffset.values().stream().sorted().toList();
    }

    private static long logged(WholeStack stack, String event) {
        return stack.logged().stream().filter(line -> line.contains("\"event\":\"%s\"".formatted(event)))
                .count();
    }

    private static double since(long start, long nanoTime) {
        return (nanoTime - start) / 1e9;
    }
}
