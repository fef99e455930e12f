package hermes.cli.load;

import hermes.backend.Publication.Failed;
import hermes.cli.stack.StackOperations;
import hermes.cli.terminal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Publishes numbered notifications at a rate, to one room after the other. What the queue has not taken is published again
 * as it was, before anything else, so that the order is kept. Runs on a thread of its own.
 */
final class PacedPublisher implements Runnable {

    /** What has become due in between is published together. */
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** After the time is over, for what the queue has not taken yet. */
    private static final int MORE_ATTEMPTS = 10;

    private final StackOperations stack;
    private final LoadPlan plan;
    private final List<String> rooms;
    private final Published published;
    private final Ending ending;
    private List<Numbered> left = new ArrayList<>();
    private long made;
    private volatile String failure = "";
    private volatile Duration took = Duration.ZERO;

    PacedPublisher(StackOperations stack, LoadRooms rooms, Published published, Ending ending) {
        this.stack = stack;
        this.plan = rooms.plan();
        this.rooms = rooms.rooms();
        this.published = published;
        this.ending = ending;
    }

    @Override
    public void run() {
        try {
            long start = System.nanoTime();
            while (made < plan.notifications() && !ending.begun()) {
                publish(due(System.nanoTime() - start));
                took = Duration.ofNanos(System.nanoTime() - start);
                ending.pause(left.isEmpty() ? TICK : AFTER_FAILURE);
            }
            for (int attempt = 0; attempt < MORE_ATTEMPTS && !left.isEmpty() && !ending.begun(); attempt++) {
                publish(List.of());
                ending.pause(AFTER_FAILURE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the last was not taken; empty if all were. */
    String failure() {
        return failure;
    }

    /** How long it has published so far. */
    Duration took() {
        return took;
    }

    private List<Numbered> due(long nanos) {
        long until = Math.min(plan.notifications(), 1 + nanos * plan.rate() / TimeUnit.SECONDS.toNanos(1));
        var due = new ArrayList<Numbered>();
        for (; made < until; made++) {
            due.add(notification(rooms.get((int) (made % rooms.size())), (int) (made / rooms.size()) + 1));
        }
        return due;
    }

    private static Numbered notification(String room, int number) {
        var json = Json.object().put("user_id", "hermes-load").put("room_id", room)
                .put("id", room + "-" + number);
        json.putObject("data").put("n", number).put("at",
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
        return new Numbered(room, number, json.toString());
    }

    private void publish(List<Numbered> due) {
        var all = new ArrayList<>(left);
        all.addAll(due);
        var outcomes = stack.publish(all.stream().map(Numbered::json).toList());
        left = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            var one = all.get(index);
            if (outcomes.get(index) instanceof Failed(_, String reason)) {
                left.add(one);
                failure = reason;
            } else {
                published.add(one.room, one.number);
            }
        }
    }

    private record Numbered(String room, int number, String json) {}
}
