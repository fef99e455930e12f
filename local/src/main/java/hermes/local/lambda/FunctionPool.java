package hermes.local.lambda;

import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.NotInvocable;
import hermes.local.stack.LocalStackException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The processes of one function. An event is given to an idle process; if there is none another is started, and the
 * event goes to whichever is ready first. Beyond the limit events wait, and while two start no third does: on a small
 * machine many would start so slowly together that all are given up. Idle processes are frozen at once, or soon after
 * the last of several events in a row, and kept until somebody ends them. Thread-safe.
 */
final class FunctionPool implements FunctionProcess.Watcher, AutoCloseable {

    /** What someone who wants to invoke is given in the end. */
    private sealed interface Turn {

        record Run(FunctionProcess process) implements Turn {}

        record Refused(InvocationResult outcome) implements Turn {}
    }

    private record Idle(FunctionProcess process, Instant since) {}

    /**
     * Between two events of which the second is soon there a process is not frozen: whatever it left running would go on with
     * that event on Lambda too, and to thaw it takes some milliseconds on a busy machine.
     */
    static final Duration ROW = Duration.ofMillis(500);

    private static final int STARTS_AT_ONCE = 2;

    private final int limit;
    private final InstantSource clock;
    private final Function<FunctionProcess.Watcher, FunctionProcess> starter;
    private final Set<FunctionProcess> processes = new LinkedHashSet<>();
    private final Set<FunctionProcess> soonReady = new HashSet<>();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Deque<CompletableFuture<Turn>> waiting = new ArrayDeque<>();
    private boolean closed;

    /** @param limit the most processes at the same time */
    FunctionPool(int limit, InstantSource clock,
            Function<FunctionProcess.Watcher, FunctionProcess> starter) {
        this.limit = limit;
        this.clock = clock;
        this.starter = starter;
    }

    /**
     * Starts the first process before anyone needs it.
     *
     * @return why it could not initialise, or empty
     */
    synchronized CompletableFuture<Optional<Failed>> warm() {
        return start().initialised();
    }

    InvocationResult invoke(byte[] event) {
        return switch (turn().join()) {
            case Turn.Run(FunctionProcess process) -> process.invoke(event);
            case Turn.Refused(InvocationResult outcome) -> outcome;
        };
    }

    /** Ends what has been idle for so long, but for one, which the next event finds. Returns when they have ended. */
    void endIdle(Duration longest) {
        List<FunctionProcess> ending = new ArrayList<>();
        synchronized (this) {
            Instant latest = clock.instant().minus(longest);
            // Not those that the last call has ended, whose end is noticed later.
            long running = processes.stream().filter(FunctionProcess::alive).count();
            int kept = running > idle.size() ? 0 : 1;
            while (idle.size() > kept && !idle.getLast().since().isAfter(latest)) {
                ending.add(idle.removeLast().process());
            }
        }
        end(ending);
    }

    /** Ends all processes. Whoever waits for one is told that the stack is closing. */
    @Override
    public void close() {
        List<FunctionProcess> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(processes);
            waiting.forEach(turn -> turn.complete(closing()));
            waiting.clear();
        }
        end(ending);
    }

    synchronized List<FunctionProcess> processes() {
        return List.copyOf(processes);
    }

    @Override
    public synchronized void ready(FunctionProcess process) {
        soonReady.remove(process);
        if (waiting.isEmpty()) {
            var now = new Idle(process, clock.instant());
            idle.push(now);
            if (process.hasEventsInARow()) {
                CompletableFuture.delayedExecutor(ROW.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> freezeIfStill(now));
            } else {
                freezeIfStill(now);
            }
        } else {
            waiting.poll().complete(new Turn.Run(process));
            startIfNeeded();
        }
    }

    @Override
    public synchronized void answered(FunctionProcess process) {
        soonReady.add(process);
    }

    @Override
    public synchronized void ended(FunctionProcess process) {
        processes.remove(process);
        soonReady.remove(process);
        idle.removeIf(one -> one.process() == process);
        Optional<Failed> initFailure = process.initialised().join();
        if (initFailure.isPresent() && !waiting.isEmpty()) {
            waiting.poll().complete(new Turn.Refused(initFailure.get()));
        }
        startIfNeeded();
    }

    private synchronized CompletableFuture<Turn> turn() {
        if (closed) {
            return CompletableFuture.completedFuture(closing());
        }
        // One that was killed may be here until its end is noticed.
        idle.removeIf(one -> !one.process().alive());
        if (!idle.isEmpty()) {
            FunctionProcess process = idle.pop().process();
            process.thaw();
            return CompletableFuture.completedFuture(new Turn.Run(process));
        }
        var turn = new CompletableFuture<Turn>();
        waiting.add(turn);
        startIfNeeded();
        return turn;
    }

    /** Who has been asked to end is not frozen on the way. */
    private synchronized void freezeIfStill(Idle since) {
        if (!closed && idle.contains(since)) {
            since.process().freeze();
        }
    }

    private void startIfNeeded() {
        while (!closed && waiting.size() > soonReady.size() && processes.size() < limit
                && starting() < STARTS_AT_ONCE) {
            try {
                start();
            } catch (LocalStackException e) {
                waiting.poll().complete(new Turn.Refused(new NotInvocable(e.getMessage())));
            }
        }
    }

    private long starting() {
        return processes.stream().filter(process -> !process.initialised().isDone()).count();
    }

    private FunctionProcess start() {
        FunctionProcess process = starter.apply(this);
        processes.add(process);
        soonReady.add(process);
        process.watch(process.initLimit());
        return process;
    }

    private static void end(List<FunctionProcess> ending) {
        ending.forEach(FunctionProcess::askToEnd);
        ending.forEach(FunctionProcess::awaitEnd);
    }

    private static Turn closing() {
        return new Turn.Refused(new NotInvocable("the stack is closing"));
    }
}
