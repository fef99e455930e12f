package hermes.local.lambda;

import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.TimedOut;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One process of a function: initialises once, then works on one event at a time until it ends. The pool calls
 * {@link #invoke}, the Runtime API the rest, each from threads of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Execution
 *      environment</a>
 */
final class FunctionProcess {

    /** Is told what becomes of the process, from whichever thread learns of it. */
    interface Watcher {

        /** It has initialised, or is done with an event: it waits for the next. */
        void ready(FunctionProcess process);

        /** It has answered and will soon be ready, or end. */
        void answered(FunctionProcess process);

        /** It has ended and will not come back. Called once. */
        void ended(FunctionProcess process);
    }

    /** However busy the machine is, and where nobody knows it: who is given up begins anew, and makes it busier still. */
    private static final Duration LONGEST_INIT = Duration.ofMinutes(2);

    /** Enough to write the class-data archive, which a process does once, when it ends. */
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final FunctionSpec function;
    private final Process process;
    private final ProcessOutput output;
    private final Watcher watcher;
    private final Freezer freezer;
    private final BlockingQueue<Optional<PendingInvocation>> work = new ArrayBlockingQueue<>(1);
    private final AtomicReference<PendingInvocation> current = new AtomicReference<>();
    private final CompletableFuture<Optional<Failed>> initialised = new CompletableFuture<>();
    private volatile long answeredNanos;
    private volatile boolean inARow;
    private boolean frozen;

    FunctionProcess(FunctionSpec function, Process process, ProcessOutput output, Watcher watcher,
            Freezer freezer) {
        this.function = function;
        this.freezer = freezer;
        this.process = process;
        this.output = output;
        this.watcher = watcher;
    }

    /**
     * Begins to watch the process. The watcher may be called before this returns.
     *
     * @param initLimit for its initialisation, without the time for which it waits for a processor
     */
    FunctionProcess watch(Duration initLimit) {
        long start = System.nanoTime();
        later(initLimit, () -> endLateInit(initLimit, start));
        process.onExit().thenAccept(this::exited);
        return this;
    }

    /** Empty once the function is ready; otherwise why it never will be. */
    CompletableFuture<Optional<Failed>> initialised() {
        return initialised;
    }

    /** To be called by one thread at a time, after the process was ready. Its time runs from here on. */
    InvocationResult invoke(byte[] event) {
        PendingInvocation pending = PendingInvocation.of(event, function.timeout());
        pending.outcome().completeOnTimeout(new TimedOut(pending.requestId(), function.timeout()),
                function.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        inARow = current.getAndSet(pending) != null
                && System.nanoTime() - answeredNanos < FunctionPool.ROW.toNanos();
        if (!process.isAlive()) {
            fail(pending);
        }
        work.offer(Optional.of(pending));
        InvocationResult outcome = pending.outcome().join();
        answeredNanos = System.nanoTime();
        if (outcome instanceof TimedOut) {
            process.destroyForcibly();
        }
        return outcome;
    }

    /** The runtime asks for work: blocks until there is some. Empty when the process has ended. */
    Optional<PendingInvocation> next() throws InterruptedException {
        initialised.complete(Optional.empty());
        watcher.ready(this);
        return work.take();
    }

    /** Nothing happens if the function was ready before. */
    void initFailed(Failed failure) {
        if (initialised.complete(Optional.of(failure))) {
            // The runtime ends itself after its report; this is for one that hangs.
            later(END_LIMIT, process::destroyForcibly);
        }
    }

    /**
     * The first outcome of a request counts. The runtime reports a second one when its answer was too large.
     *
     * @return false if this is not the process's present request
     */
    boolean complete(String requestId, InvocationResult outcome) {
        PendingInvocation pending = current.get();
        if (pending == null || !pending.requestId().equals(requestId)) {
            return false;
        }
        if (!pending.outcome().isDone()) {
            watcher.answered(this);
            pending.outcome().complete(outcome);
        }
        return true;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Logical id. */
    String function() {
        return function.id();
    }

    Duration initLimit() {
        return function.initLimit();
    }

    long pid() {
        return process.pid();
    }

    /** Whether its present or last event came soon after the one before. */
    boolean hasEventsInARow() {
        return inARow;
    }

    /** It waits for its next event, and nobody has one. Not for use by several threads, as {@link #thaw}. */
    void freeze() {
        frozen = true;
        freezer.freeze(process.pid());
    }

    /** It is about to be given an event. */
    void thaw() {
        if (frozen) {
            frozen = false;
            freezer.thaw(process.pid());
        }
    }

    void askToEnd() {
        process.destroy();
        // It hears nothing while it is frozen.
        freezer.thaw(process.pid());
    }

    /** Kills the process if it has not ended soon after it was asked to. */
    void awaitEnd() {
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void endLateInit(Duration limit, long start) {
        if (initialised.isDone()) {
            return;
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        // With more busy threads than processors their waits grow faster than the time.
        var own = took.compareTo(LONGEST_INIT) < 0
                ? ProcessorWait.of(process.pid()).map(took::minus).orElse(Duration.ZERO)
                : limit;
        if (own.compareTo(limit) < 0) {
            later(limit.minus(own), () -> endLateInit(limit, start));
        } else if (initialised.complete(Optional.of(FunctionErrors.initTimedOut(limit)))) {
            process.destroyForcibly();
        }
    }

    private void later(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
            if (process.isAlive()) {
                task.run();
            }
        });
    }

    private void exited(Process ended) {
        freezer.forget(ended.pid());
        if (!initialised.isDone()) {
            initialised.complete(
                    Optional.of(FunctionErrors.exitedAtStart(ended.exitValue(), output.lastWords())));
        }
        PendingInvocation pending = current.get();
        if (pending != null) {
            fail(pending);
        }
        work.offer(Optional.empty());
        watcher.ended(this);
    }

    private void fail(PendingInvocation pending) {
        pending.outcome().complete(FunctionErrors.exited(pending.requestId(), process.exitValue()));
    }
}
