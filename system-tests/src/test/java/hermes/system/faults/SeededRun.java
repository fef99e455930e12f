package hermes.system.faults;

import hermes.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One run from one seed: clients connect, notifications are published while everything fails, then calm returns,
 * the queues run empty, and every client resumes. Not thread-safe.
 */
final class SeededRun {

    private static final int NOTIFICATIONS = 500;
    private static final int ORDERED_PUBLISHERS = 3;
    private static final int ORDERED_NOTIFICATIONS = 80;
    private static final int PAUSE_MILLIS = 60;
    private static final int PAUSE_BETWEEN_LISTS_MILLIS = 400;

    /** From a backend to a client that is always connected, beyond the time that the backlog of all took. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** Some redeliveries, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** ElasticMQ counts all its messages for each answer: who asks all the time has it do nothing else. */
    private static final Duration BETWEEN_LOOKS_AT_QUEUES = Duration.ofMillis(300);

    private final long seed;
    private final FaultyStack stack;
    private final Rooms rooms;
    private final Ledger ledger = new Ledger();
    private final Counts counts = new Counts();
    private final Timeline timeline = new Timeline();
    private final FaultInjector faults;
    private final Crowd crowd;
    private final List<Message> deadLetters = new ArrayList<>();
    private Duration backlog = Duration.ZERO;

    SeededRun(long seed, FaultyStack stack) {
        this.seed = seed;
        this.stack = stack;
        this.rooms = Rooms.of(seed);
        this.faults = new FaultInjector(seed);
        this.crowd = new Crowd(stack, rooms, ledger);
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
            faults.begin();
            publishAmongTheLiving();
        } finally {
            faults.end();
            stack.local().remove(kills);
            stack.local().remove(faults);
        }
        awaitQueues("the queues run empty", stack::queuesAreIdle);
        timeline.end("until the queues were empty");
        deadLetters.addAll(stack.takeDeadLetters());
        return check();
    }

    private void settleIn() {
        crowd.steady().forEach(client -> await(client.name() + " connects", client::connect));
        DeadConnections.fill(stack, rooms.large());
        rooms.all().forEach(room -> faults.spare(crowd.steadyConnection(room)));
    }

    private void publishAmongTheLiving() throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        var random = new SplittableRandom(seed);
        var lives = crowd.lives(random, counts);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var living = lives.stream().map(life -> submit(threads, life::live)).toList();
            try {
                publish(random, threads);
                timeline.end("publishing");
                awaitQueues("most is delivered", stack::queuesAreShort);
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

    private void publish(SplittableRandom random, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        var publishing = IntStream.rangeClosed(1, ORDERED_PUBLISHERS).mapToObj(number -> {
            var publisher = new OrderedPublisher("ordered-" + number, stack, rooms, ledger,
                    random.split());
            return submit(threads,
                    () -> publisher.publish(ORDERED_NOTIFICATIONS, PAUSE_BETWEEN_LISTS_MILLIS));
        }).toList();
        new Publisher(stack, rooms, ledger, random.split()).publish(NOTIFICATIONS, PAUSE_MILLIS,
                crowd.steadyConnection(rooms.hash()));
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

    private List<String> check() throws InterruptedException, ExecutionException {
        var before = table();
        var pushed = new Checker(ledger, before, deadLetters);
        crowd.steady().forEach(pushed::checkSteady);
        var waits = new Waits(ledger);
        crowd.steady().forEach(waits::add);
        expire(before);
        settle();
        timeline.end("until all had resumed");
        // What was said again meanwhile is published, too.
        awaitQueues("the queues run empty again", stack::queuesAreIdle);
        settle();
        deadLetters.addAll(stack.takeDeadLetters());
        var checker = new Checker(ledger, table().with(before), deadLetters);
        checker.checkStreams();
        crowd.all().forEach(checker::checkClient);
        timeline.end("until all had resumed again");
        new Report(seed, ledger, counts, checker, timeline, waits).print(crowd.all(), deadLetters.size(),
                stack.takeCounts(), faults.injected());
        return Stream
                .of(pushed.violations(), checker.violations(), waits.longerThan(backlog.plus(LONGEST_WAIT)),
                        spared())
                .flatMap(List::stream).toList();
    }

    /** A run that spares the stack shows nothing. */
    private List<String> spared() {
        var injected = faults.injected().names();
        var kinds = EnumSet.complementOf(EnumSet.of(FaultKind.NONE)).stream().map(FaultKind::name);
        var spared = new ArrayList<>(Stream.concat(kinds, Stream.of(ProcessKiller.KILLED))
                .filter(kind -> injected.stream().noneMatch(name -> name.endsWith(kind)))
                .map(kind -> "the stack was spared this: " + kind).toList());
        if (ledger.duplicates() == 0 || ledger.poison().isEmpty() || ledger.forgedJobs() == 0) {
            spared.add("nobody published anything twice, or poison, or a forged job");
        }
        return spared;
    }

    /** Some of one room, so that those who have not seen it can only be told that it is lost. */
    private void expire(StreamTable table) {
        long upTo = table.expireHalf(stack.operations().clients().dynamoDb(),
                stack.output("NotificationsTableName"), Ledger.roomStream(rooms.coded()));
        crowd.all().stream().filter(client -> client.room().equals(rooms.coded()))
                .forEach(client -> client.expired(upTo));
    }

    private void settle() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            join(crowd.all().stream().map(client -> submit(threads, () -> settle(client))).toList());
        }
    }

    private static void settle(Client client) {
        client.wantResume();
        await(client.name() + " has resumed", () -> {
            if (client.socket().isPresent() || client.connect()) {
                client.tick();
            }
            return client.settled();
        });
    }

    private StreamTable table() {
        return StreamTable.read(stack.operations().clients().dynamoDb(),
                stack.output("NotificationsTableName"),
                "s" + seed + "-");
    }

    private static void await(String fact, BooleanSupplier condition) {
        Eventually.isTrue(fact, PATIENCE, condition);
    }

    private static void awaitQueues(String fact, BooleanSupplier condition) {
        Eventually.isTrue(fact, PATIENCE, BETWEEN_LOOKS_AT_QUEUES, condition);
    }
}
