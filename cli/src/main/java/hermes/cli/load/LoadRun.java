package hermes.cli.load;

import hermes.backend.Access;
import hermes.cli.load.LoadReport.Storm;
import hermes.cli.load.LoadRooms.Seat;
import hermes.cli.stack.StackOperations;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * A load from the first token to the last frame. Its tokens live for two hours, and whoever has it run removes them. For
 * one use, by one thread.
 */
public final class LoadRun {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** After so long without another connection no more are waited for. */
    private static final Duration NO_CONNECTION = Duration.ofSeconds(60);
    private static final Duration NO_FRAME = Duration.ofSeconds(10);

    /** For what is still on its way, at most. */
    private static final Duration LAST_FRAMES = Duration.ofMinutes(5);
    private static final Duration LAST_FRAMES_AT_CTRL_C = Duration.ofSeconds(5);

    /** For what comes to its end in another way before. */
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int SECONDS_BETWEEN_LINES = 2;

    private final StackOperations stack;
    private final LoadPlan plan;
    private final LoadRooms rooms;
    private final Ending ending;
    private final PrintWriter progress;
    private final Duration noFrame;
    private final Map<Seat, String> tokens = new ConcurrentHashMap<>();
    private final Tally tally = new Tally();
    private final Published published;

    /** @param progress is told how far it is */
    public LoadRun(StackOperations stack, LoadRooms rooms, Ending ending, PrintWriter progress) {
        this(stack, rooms, ending, progress, NO_FRAME);
    }

    /** @param noFrame after so long without a frame no more are waited for */
    LoadRun(StackOperations stack, LoadRooms rooms, Ending ending, PrintWriter progress,
            Duration noFrame) {
        this.stack = stack;
        this.plan = rooms.plan();
        this.rooms = rooms;
        this.ending = ending;
        this.progress = progress;
        this.noFrame = noFrame;
        this.published = new Published(rooms.seats());
    }

    /**
     * Returns when all was received or is not to be expected any more, or soon after the ending has begun.
     *
     * @throws CommandFailed if the stack does not take the connections
     */
    public LoadReport run() throws InterruptedException {
        var url = stack.output("WebSocketUrl");
        issueTokens();
        if (ending.begun()) {
            throw new CommandFailed("ended before a connection was opened");
        }
        try (var crowd = new Crowd(url, rooms, tokens, tally)) {
            long start = System.nanoTime();
            crowd.open();
            awaitConnections();
            var connecting = Duration.ofNanos(System.nanoTime() - start);
            return publishAndReceive(crowd, connecting);
        }
    }

    /** Whether there is something to remove: a token was issued. */
    public boolean leavesTraces() {
        return !tokens.isEmpty();
    }

    /** Of each user one, as many at once as there are processors to hash them. */
    private void issueTokens() {
        var issued = new Progress(progress, "of " + rooms.users().size() + " tokens issued");
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var all = rooms.users().stream().map(seat -> CompletableFuture.runAsync(() -> {
                if (!ending.begun()) {
                    tokens.put(seat,
                            stack.issueToken(seat.user(), seat.room(), TOKEN_LIFETIME, Access.LISTEN));
                    issued.add(1);
                }
            }, threads)).toArray(CompletableFuture<?>[]::new);
            Failures.join(CompletableFuture.allOf(all));
        }
    }

    private void awaitConnections() throws InterruptedException {
        var opened = new Progress(progress, "of " + plan.connections() + " connections open");
        var stillness = new Stillness(tally::presentClients, NO_CONNECTION);
        int told = 0;
        while (tally.presentClients() < plan.connections() && !ending.begun()) {
            ending.pause(LOOK);
            int now = tally.presentClients();
            opened.add(now - told);
            told = now;
            if (stillness.tooLong() || tally.clientsTurnedAway() > 0) {
                throw new CommandFailed("%,d of %,d connections are open, and the others do not come: %s"
                        .formatted(now, plan.connections(), Failures.reasons(tally)));
            }
        }
    }

    private LoadReport publishAndReceive(Crowd crowd, Duration connecting) throws InterruptedException {
        var timeline = new Timeline(tally, published);
        var publisher = new PacedPublisher(stack, rooms, published, ending);
        var publishing = CompletableFuture.runAsync(publisher, Thread::startVirtualThread);
        Optional<Storm> storm = Optional.empty();
        if (plan.storm()) {
            await(timeline, plan.duration().dividedBy(2), ending::begun);
            storm = storm(crowd, timeline);
        }
        await(timeline, LONGEST, publishing::isDone);
        Failures.join(publishing);
        awaitLastFrames(crowd, timeline);
        timeline.finish();
        return LoadReport.of(plan,
                new LoadReport.Circumstances(stack.toString(), connecting, publisher.took(),
                        ending.begun(), publisher.failure()),
                crowd, tally, published, timeline, storm);
    }

    private Optional<Storm> storm(Crowd crowd, Timeline timeline) throws InterruptedException {
        if (ending.begun()) {
            return Optional.empty();
        }
        progress.println("  all connections cut");
        progress.flush();
        long start = System.nanoTime();
        double at = timeline.seconds();
        crowd.cut();
        var stillness = new Stillness(tally::presentClients, NO_CONNECTION);
        await(timeline, LONGEST, () -> tally.presentClients() == plan.connections() || ending.begun()
                || stillness.tooLong());
        return Optional.of(new Storm(at, (System.nanoTime() - start) / 1e9, tally.presentClients()));
    }

    /** As the heartbeats of clients would, a resume finds what no frame has brought. */
    private void awaitLastFrames(Crowd crowd, Timeline timeline) throws InterruptedException {
        var patience = ending.begun() ? LAST_FRAMES_AT_CTRL_C : LAST_FRAMES;
        awaitFrames(timeline, patience);
        if (!complete() && !ending.begun()) {
            crowd.remind();
            awaitFrames(timeline, patience);
        }
    }

    private void awaitFrames(Timeline timeline, Duration patience) throws InterruptedException {
        var stillness = new Stillness(tally::deliveredFrames, noFrame);
        await(timeline, patience, () -> complete() || stillness.tooLong());
    }

    private boolean complete() {
        return tally.deliveredFrames() >= published.expectedFrames();
    }

    private void await(Timeline timeline, Duration patience, BooleanSupplier done)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
            // No waiting for Ctrl-C here: it ends what is waited for.
            Thread.sleep(LOOK);
            if (timeline.tick() && timeline.samples().size() % SECONDS_BETWEEN_LINES == 0) {
                tell(timeline.samples().getLast());
            }
        }
    }

    private void tell(Timeline.Sample latest) {
        progress.printf("  %.0f s: %,d published, %,d of %,d frames, %,d connected%s%n", latest.second(),
                published.count(), tally.deliveredFrames(), published.expectedFrames(), latest.connected(),
                Double.isNaN(latest.p99()) ? "" : ", p99 %.0f ms".formatted(latest.p99()));
        progress.flush();
    }
}
