package hermes.system.faults;

import hermes.system.faults.book.Counts;
import hermes.system.faults.book.GrantBook;
import hermes.system.faults.book.Ledger;
import hermes.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The end of a run: something expires, everyone resumes until he has all there is, and what they have is compared. Not
 * thread-safe.
 */
final class Reckoning {

    /** From a backend to a client that is always connected, beyond the time that the backlog of all took. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** Some redeliveries, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** ElasticMQ counts all its messages for each answer: who asks all the time has it do nothing else. */
    private static final Duration BETWEEN_LOOKS_AT_QUEUES = Duration.ofMillis(300);

    /** What clients and those who grant have to have done, as it is counted. */
    private static final Set<String> DOINGS = Set.of("joins", "joins not_granted", Client.LEAVES, "marks",
            "grants seen to have ended");

    private final long seed;
    private final FaultyStack stack;
    private final Rooms rooms;
    private final Ledger ledger;
    private final GrantBook grants;
    private final Crowd crowd;
    private final InboxBooks inboxes;
    private final List<Message> deadLetters = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    Reckoning(long seed, FaultyStack stack, Rooms rooms, Ledger ledger, GrantBook grants, Crowd crowd,
            InboxBooks inboxes) {
        this.seed = seed;
        this.stack = stack;
        this.rooms = rooms;
        this.ledger = ledger;
        this.grants = grants;
        this.crowd = crowd;
        this.inboxes = inboxes;
    }

    /**
     * @param backlog how long it took to deliver all
     * @return what contradicts the guarantees
     */
    List<String> check(Duration backlog, Counts counts, Timeline timeline, Counts injected)
            throws InterruptedException, ExecutionException {
        deadLetters.addAll(stack.takeDeadLetters());
        var before = table();
        var pushed = new Checker(ledger, before, grants, deadLetters);
        crowd.steady().forEach(pushed::checkSteady);
        var waits = new Waits(ledger);
        crowd.steady().forEach(waits::add);
        expire(before);
        resumeTwice(timeline);
        var checker = new Checker(ledger, table().with(before), grants, deadLetters);
        checker.checkStreams();
        crowd.all().forEach(checker::checkClient);
        violations.addAll(inboxes.check(table().with(before), crowd.all()));
        grants.count(counts);
        counts.add("marks", inboxes.marks());
        timeline.end("until all had resumed again");
        new Report(seed, ledger, counts, checker, timeline, waits).print(crowd.all(), deadLetters.size(),
                stack.takeCounts(), injected);
        checkWhoIsThere();
        checkSpared(injected, counts);
        return Stream.of(pushed.violations(), checker.violations(),
                waits.longerThan(backlog.plus(LONGEST_WAIT)), violations).flatMap(List::stream).toList();
    }

    private void resumeTwice(Timeline timeline) throws InterruptedException, ExecutionException {
        everyone(this::settle);
        timeline.end("until all had resumed");
        // What was said again meanwhile is published, too.
        awaitQueues("the queues run empty again", stack::queuesAreIdle);
        everyone(this::settle);
        everyone(this::list);
        inboxes.look();
        deadLetters.addAll(stack.takeDeadLetters());
    }

    private void everyone(Consumer<Client> does) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = crowd.all().stream().map(client -> threads.submit(() -> does.accept(client))).toList();
            for (var one : all) {
                one.get();
            }
        }
    }

    private void settle(Client client) {
        client.joinAll();
        await(client.name() + " has resumed", () -> isSettled(client));
    }

    private void list(Client client) {
        client.list(new SplittableRandom(seed * client.who().number()));
        await(client.name() + " has listed its inbox", () -> isSettled(client));
    }

    static boolean isSettled(Client client) {
        if (client.socket().isPresent() || client.connect()) {
            client.tick();
        }
        return client.settled();
    }

    /** Some of one room, so that those who have not seen it can only be told that it is lost, and some of inboxes. */
    private void expire(StreamTable table) {
        long upTo = table.expireHalf(stack.operations().clients().dynamoDb(),
                stack.output("NotificationsTableName"), Ledger.roomStream(rooms.coded()));
        crowd.all().forEach(client -> client.expired(rooms.coded(), upTo));
        inboxes.expire(table);
    }

    private void checkWhoIsThere() {
        grants.takenBack().stream()
                .filter(right -> !stack.operations().connections(right.room(), Optional.of(right.user()))
                        .isEmpty())
                .forEach(right -> violations.add("still there: " + right));
    }

    /** A run that spares the stack shows nothing. */
    private void checkSpared(Counts injected, Counts counts) {
        var kinds = EnumSet.complementOf(EnumSet.of(FaultKind.NONE)).stream().map(FaultKind::name);
        Stream.of(kinds, Stream.of(ProcessKiller.KILLED), DOINGS.stream()).flatMap(names -> names)
                .filter(kind -> Stream.of(injected, counts).flatMap(some -> some.names().stream())
                        .noneMatch(name -> name.endsWith(kind)))
                .forEach(kind -> violations.add("the stack was spared this: " + kind));
        if (ledger.duplicates() == 0 || ledger.poison().isEmpty() || ledger.forgedJobs() == 0) {
            violations.add("nobody published anything twice, or poison, or a forged job");
        }
    }

    private StreamTable table() {
        return StreamTable.read(stack.operations().clients().dynamoDb(),
                stack.output("NotificationsTableName"), "s" + seed + "-");
    }

    static void await(String fact, BooleanSupplier condition) {
        Eventually.isTrue(fact, PATIENCE, condition);
    }

    static void awaitQueues(String fact, BooleanSupplier condition) {
        Eventually.isTrue(fact, PATIENCE, BETWEEN_LOOKS_AT_QUEUES, condition);
    }
}
