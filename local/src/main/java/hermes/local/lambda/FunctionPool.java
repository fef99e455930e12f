package hermes.local.lambda;

import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.NotInvocable;
import hermes.local.stack.LocalStackException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The processes of one function. An event is given to an idle process; if there is none another is started, and the
 * event goes to whichever is ready first. Beyond the limit events wait, and while two start no third does: on a small
 * machine many would start so slowly together that all are given up. Idle processes are kept. Thread-safe.
 */
final class FunctionPool implements FunctionProcess.Watcher, AutoCloseable {

    /** What someone who wants to invoke is given in the end. */
    private sealed interface Turn {

        record Run(FunctionProcess process) implements Turn {}

        record Refused(InvocationResult outcome) implements Turn {}
    }

    private static final int STARTS_AT_ONCE = 2;

    private final int limit;
    private final Function<FunctionProcess.Watcher, FunctionProcess> starter;
    private final Set<FunctionProcess> processes = new LinkedHashSet<>();
    private final Set<FunctionProcess> soonReady = new HashSet<>();
    private final Deque<FunctionProcess> idle = new ArrayDeque<>();
    private final Deque<CompletableFuture<Turn>> waiting = new ArrayDeque<>();
    private boolean closed;

    /** @param limit the most processes at the same time */
    FunctionPool(int limit, Function<FunctionProcess.Watcher, FunctionProcess> starter) {
        this.limit = limit;
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
        ending.forEach(FunctionProcess::askToEnd);
        ending.forEach(FunctionProcess::awaitEnd);
    }

    synchronized List<FunctionProcess> processes() {
        return List.copyOf(processes);
    }

    @Override
    public synchronized void ready(FunctionProcess process) {
        soonReady.remove(process);
        if (waiting.isEmpty()) {
            idle.push(process);
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
        idle.remove(process);
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
        idle.removeIf(process -> !process.alive());
        if (!idle.isEmpty()) {
            return CompletableFuture.completedFuture(new Turn.Run(idle.pop()));
        }
        var turn = new CompletableFuture<Turn>();
        waiting.add(turn);
        startIfNeeded();
        return turn;
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
        process.watch();
        return process;
    }

    private static Turn closing() {
        return new Turn.Refused(new NotInvocable("the stack is closing"));
    }
}
