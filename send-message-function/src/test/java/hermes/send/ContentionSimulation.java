package hermes.send;

import hermes.send.invocation.DelayPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * Functions that append to one stream until a backlog is empty, in time that is calculated and not waited for. A
 * transaction takes 15 to 25 ms. In the second half it holds the head: another that comes then is in conflict and learns
 * nothing; one that comes with an old head is told the true one. Who has won delivers for 15 to 45 ms before it takes the
 * next batch, and who has tried for 19 s gives the batch up, as an invocation does. If they give way, who has lost four
 * times puts the batch, and those of the next second, into a line, from which one function after the other takes one, and
 * each has to learn the head. Milliseconds. Not for reuse.
 */
final class ContentionSimulation {
    private static final double PATIENCE = 19_000;
    private static final double DELIVERY = 30;
    private static final double QUEUE_CALL = 10;
    private static final double MOMENT = 1_000;

    private final DelayPolicy policy;
    private final boolean giveWay;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::at));
    private final List<Double> waits = new ArrayList<>();
    private final Queue<Double> line = new ArrayDeque<>();
    private final Function last = new Function();
    private boolean lineMoves;
    private int backlog;
    private int attempts;
    private int starved;
    private long head;
    private double heldUntil;
    private double now;

    ContentionSimulation(DelayPolicy policy, boolean giveWay, long seed) {
        this.policy = policy;
        this.giveWay = giveWay;
        this.random = new Random(seed);
    }

    /**
     * @param slowest time that a batch took, of those that did not starve
     * @param all that the backlog took
     * @param attempts for each batch, the last included
     */
    record Result(int starved, double slowest, double all, double attempts) {}

    Result run(int functions, int batches) {
        backlog = batches;
        for (int i = 0; i < functions; i++) {
            next(new Function());
        }
        while (!events.isEmpty()) {
            var event = events.poll();
            now = event.at();
            event.action().run();
        }
        return new Result(starved, waits.stream().mapToDouble(wait -> wait).max().orElse(0), now,
                attempts / (double) batches);
    }

    private void next(Function function) {
        if (backlog > 0) {
            backlog--;
            function.lost = 0;
            function.begin = now;
            function.invoked = now;
            if (giveWay && now < function.gaveWay + MOMENT) {
                handOver(function);
            } else {
                attempt(function);
            }
        }
    }

    private void attempt(Function function) {
        attempts++;
        double end = now + 15 + 10 * random.nextDouble();
        at((now + end) / 2, () -> prepare(function, end));
    }

    private void prepare(Function function, double end) {
        if (now < heldUntil) {
            at(end, () -> lose(function));
        } else if (function.knownHead != head) {
            long actual = head;
            at(end, () -> {
                function.knownHead = actual;
                lose(function);
            });
        } else {
            heldUntil = end;
            at(end, () -> win(function));
        }
    }

    private void win(Function function) {
        head++;
        function.knownHead = head;
        waits.add(now - function.begin);
        at(now + DELIVERY * (0.5 + random.nextDouble()), () -> done(function));
    }

    private void done(Function function) {
        if (function == last) {
            lineMoves = false;
            moveLine();
        } else {
            next(function);
        }
    }

    private void moveLine() {
        if (!lineMoves && !line.isEmpty()) {
            lineMoves = true;
            last.lost = 0;
            // Of those that run, any may be next.
            last.knownHead = -1;
            last.begin = line.remove();
            last.invoked = now;
            at(now + QUEUE_CALL, () -> attempt(last));
        }
    }

    private void handOver(Function function) {
        at(now + QUEUE_CALL, () -> {
            line.add(function.begin);
            moveLine();
            next(function);
        });
    }

    private void lose(Function function) {
        function.lost++;
        if (giveWay && function != last) {
            if (function.lost < 4) {
                attempt(function);
            } else {
                function.gaveWay = now;
                handOver(function);
            }
            return;
        }
        double delay = policy.delay(function.lost, random.nextDouble()).toNanos() / 1e6;
        if (now + delay >= function.invoked + PATIENCE) {
            starved++;
            done(function);
        } else {
            at(now + delay, () -> attempt(function));
        }
    }

    private void at(double time, Runnable action) {
        events.add(new Event(time, action));
    }

    private record Event(double at, Runnable action) {}

    private static final class Function {
        private long knownHead;
        private int lost;
        private double begin;
        private double invoked;
        private double gaveWay = -MOMENT;
    }
}
