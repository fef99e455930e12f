package hermes.system.faults;

import static hermes.system.faults.Reckoning.await;
import static hermes.system.faults.Reckoning.awaitQueues;
import static hermes.system.faults.Reckoning.isSettled;

import hermes.system.faults.book.Counts;
import hermes.system.faults.book.GrantBook;
import hermes.system.faults.book.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * One run from one seed: clients connect, notifications are published while everything fails, then calm returns,
 * the queues run empty, and every client resumes. Not thread-safe.
 */
final class SeededRun {

    private static final int NOTIFICATIONS = 400;

    /** Before anything fails: functions that have just been started are so slow that clients would be gone before an answer. */
    private static final int IN_CALM = 60;

    /** However slow the machine is: a run with fewer shows little. */
    private static final int FEWEST_MARKS = 30;
    private static final int ORDERED_PUBLISHERS = 3;
    private static final int ORDERED_NOTIFICATIONS = 60;
    private static final int PAUSE_MILLIS = 90;
    private static final int PAUSE_BETWEEN_LISTS_MILLIS = 700;

    private final long seed;
    private final FaultyStack stack;
    private final Rooms rooms;
    private final Ledger ledger = new Ledger();
    private final GrantBook grants = new GrantBook();
    private final Counts counts = new Counts();
    private final Timeline timeline = new Timeline();
    private final FaultInjector faults;
    private final Crowd crowd;
    private final Publisher publisher;
    private final InboxBooks inboxes;
    private final List<Granting> granting;
    private Duration backlog = Duration.ZERO;

    SeededRun(long seed, FaultyStack stack) {
        this.seed = seed;
        this.stack = stack;
        this.rooms = Rooms.of(seed);
        this.faults = new FaultInjector(seed);
        this.crowd = new Crowd(stack, rooms, ledger, grants);
        this.inboxes = new InboxBooks(stack, rooms.desk());
        var random = new SplittableRandom(seed);
        this.publisher = new Publisher(stack, rooms, ledger, random.split());
        this.granting = rooms.granted().stream()
                .map(right -> new Granting(stack, grants, right, random.split())).toList();
    }

    /** @return what contradicts the guarantees */
    List<String> run() throws InterruptedException, ExecutionException {
        settleIn();
        timeline.end("settling in");
        stack.takeCounts();
        var kills = new ProcessKiller(seed, faults.injected());
        stack.local().add(faults);
        stack.local().add(kills);
        try {
            publishAmongTheLiving();
        } finally {
            faults.end();
            stack.local().remove(kills);
            stack.local().remove(faults);
        }
        awaitQueues("the queues run empty", stack::queuesAreIdle);
        timeline.end("until the queues were empty");
        leaveGrantsAsTheyAre();
        timeline.end("until nobody was where he may not be");
        return new Reckoning(seed, stack, rooms, ledger, grants, crowd, inboxes).check(backlog, counts,
                timeline, faults.injected());
    }

    private void settleIn() throws InterruptedException {
        crowd.steady().forEach(client -> {
            await(client.name() + " connects", client::connect);
            client.joinAll();
            await(client.name() + " is in its rooms", () -> isSettled(client));
        });
        inboxes.enroll();
        DeadConnections.fill(stack, rooms.large());
        rooms.homes().forEach(room -> faults.spare(crowd.steadyConnection(room)));
        publisher.publish(IN_CALM, PAUSE_MILLIS, crowd.steadyConnection(rooms.hash()));
        awaitQueues("the functions are warm", stack::queuesAreIdle);
    }

    /** The first is taken back for good, the others are granted; then something is published that shows it. */
    private void leaveGrantsAsTheyAre() {
        granting.getFirst().takeBackForGood();
        granting.stream().skip(1).forEach(Granting::grant);
        publisher.publishAtTheEnd();
        awaitQueues("the last is delivered", stack::queuesAreIdle);
    }

    private void publishAmongTheLiving() throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        var random = new SplittableRandom(seed);
        var lives = new ArrayList<>(crowd.lives(random, counts));
        lives.add(inboxes);
        lives.addAll(granting);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var living = lives.stream().map(life -> submit(threads, life::live)).toList();
            try {
                await("everyone has been there", crowd::haveAllBeenThere);
                timeline.end("until everyone had been there");
                faults.begin();
                publish(random, threads);
                timeline.end("publishing");
                awaitQueues("most is delivered, and enough was done", this::isEnough);
                timeline.end("until most was delivered");
                backlog = Duration.ofNanos(System.nanoTime() - begin);
                faults.end();
            } finally {
                lives.forEach(Life::end);
            }
            join(living);
        }
        timeline.end("until the last had had enough");
    }

    private boolean isEnough() {
        return inboxes.marks() >= FEWEST_MARKS && crowd.hasAnybodyLeft() && stack.queuesAreShort();
    }

    private void publish(SplittableRandom random, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        var publishing = IntStream.rangeClosed(1, ORDERED_PUBLISHERS).mapToObj(number -> {
            var publisher = new OrderedPublisher("ordered-" + number, stack, rooms, ledger,
                    random.split());
            return submit(threads,
                    () -> publisher.publish(ORDERED_NOTIFICATIONS, PAUSE_BETWEEN_LISTS_MILLIS));
        }).toList();
        publisher.publish(NOTIFICATIONS, PAUSE_MILLIS, crowd.steadyConnection(rooms.hash()));
        join(publishing);
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private static Future<?> submit(ExecutorService threads, Task task) {
        return threads.submit(() -> {
            task.run();
            return task;
        });
    }

    private static void join(List<? extends Future<?>> tasks)
            throws InterruptedException, ExecutionException {
        for (var task : tasks) {
            task.get();
        }
    }
}
