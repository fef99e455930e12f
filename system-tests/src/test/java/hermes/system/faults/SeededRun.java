package hermes.system.faults;

import hermes.common.Connection;
import hermes.system.CheapTokens;
import hermes.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One run from one seed: clients connect, notifications are published while everything fails, then calm returns,
 * the queue runs empty, and every client resumes. Not thread-safe.
 */
final class SeededRun {

    private static final int NOTIFICATIONS = 1_000;
    private static final int PAUSE_MILLIS = 60;
    private static final int WANDERERS = 12;

    /** Some redeliveries, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final long seed;
    private final FaultyStack stack;
    private final CheapTokens tokens;
    private final Rooms rooms;
    private final Ledger ledger = new Ledger();
    private final Counts counts = new Counts();
    private final FaultInjector faults;
    private final List<Client> steady = new ArrayList<>();
    private final List<Client> others = new ArrayList<>();
    private final List<Message> deadLetters = new ArrayList<>();
    private int clientNumber;

    SeededRun(long seed, FaultyStack stack) {
        this.seed = seed;
        this.stack = stack;
        this.tokens = new CheapTokens(stack.operations());
        this.rooms = Rooms.of(seed);
        this.faults = new FaultInjector(seed);
    }

    /** @return what contradicts the guarantees */
    List<String> run() throws InterruptedException, ExecutionException {
        settleIn();
        stack.takeCounts();
        var kills = new ProcessKiller(seed, faults.injected());
        stack.local().add(faults);
        stack.local().add(kills);
        try {
            faults.begin();
            publishAmongWanderers();
        } finally {
            faults.end();
            stack.local().remove(kills);
            stack.local().remove(faults);
        }
        await("the queue runs empty", stack::queueIsIdle);
        takeDeadLetters();
        return check();
    }

    private void settleIn() {
        for (var room : rooms.all()) {
            var client = client(room, Rooms.STEADY, true);
            steady.add(client);
            await(client.name() + " connects", client::connect);
        }
        DeadConnections.fill(stack, rooms.large());
        rooms.all().forEach(room -> faults.spare(steadyConnection(room)));
        // These come when all is over, and want everything from the start.
        others.add(client(rooms.busy(), "7", true));
        others.add(client(rooms.hash(), "9#9", true));
        others.add(client(rooms.coded(), "9%239", true));
        others.add(client(rooms.large(), "8", true));
    }

    private String steadyConnection(String room) {
        return stack.operations().connections(room, Optional.of(Rooms.STEADY)).getFirst().id();
    }

    private void publishAmongWanderers() throws InterruptedException, ExecutionException {
        var random = new SplittableRandom(seed);
        var lives = new ArrayList<ClientLife>();
        for (int i = 0; i < WANDERERS; i++) {
            var user = Rooms.USERS.get(1 + i % (Rooms.USERS.size() - 1));
            var client = client(rooms.any(random), user, i % 2 == 0);
            others.add(client);
            lives.add(new ClientLife(client, stack, ledger, random.split()));
        }
        var publisher = new Publisher(stack, rooms, ledger, random.split());
        var stranger = steadyConnection(rooms.hash());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var living = new ArrayList<Future<?>>();
            lives.forEach(life -> living.add(threads.submit(() -> {
                life.live();
                return life;
            })));
            try {
                publisher.publish(NOTIFICATIONS, PAUSE_MILLIS, stranger);
                await("most is delivered", stack::queueIsShort);
                faults.end();
            } finally {
                lives.forEach(ClientLife::end);
            }
            for (var life : living) {
                life.get();
            }
        }
    }

    private Client client(String room, String user, boolean fromTheStart) {
        var token = tokens.issue(user, room);
        return new Client(room, user, ++clientNumber, fromTheStart,
                () -> stack.output("WebSocketUrl") + "?token=" + token);
    }

    private void takeDeadLetters() {
        var some = stack.takeDeadLetters();
        while (!some.isEmpty()) {
            deadLetters.addAll(some);
            some = stack.takeDeadLetters();
        }
    }

    private List<String> check() {
        var before = table();
        var pushed = new Checker(ledger, before, deadLetters);
        steady.forEach(pushed::checkSteady);
        var all = new ArrayList<Client>(steady);
        all.addAll(others);
        expire(before, all);
        all.forEach(this::settle);
        // What was said again meanwhile is published, too.
        await("the queue runs empty again", stack::queueIsIdle);
        all.forEach(this::settle);
        takeDeadLetters();
        var checker = new Checker(ledger, table().with(before), deadLetters);
        checker.checkStreams();
        all.forEach(checker::checkClient);
        new Report(seed, ledger, counts, checker).print(all, deadLetters.size(), stack.takeCounts(),
                faults.injected());
        var violations = new ArrayList<String>(pushed.violations());
        violations.addAll(checker.violations());
        violations.addAll(spared());
        return violations;
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
    private void expire(StreamTable table, List<Client> clients) {
        long upTo = table.expireHalf(stack.operations().clients().dynamoDb(),
                stack.output("NotificationsTableName"), Ledger.roomStream(rooms.coded()));
        clients.stream().filter(client -> client.room().equals(rooms.coded()))
                .forEach(client -> client.expired(upTo));
    }

    private void settle(Client client) {
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
}
