package hermes.local.lambda;

import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.NotInvocable;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.FunctionOutput;
import hermes.local.stack.StackEvent.Invoked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The template's functions as processes of this machine. Thread-safe. */
public final class LocalFunctions implements Functions, AutoCloseable {

    /** How often processes are looked for that have been idle for too long, by which clock. */
    record Housekeeping(InstantSource clock, Duration interval) {}

    private static final Duration IDLE = Duration.ofMinutes(5);

    private final SequencedMap<String, FunctionPool> pools = new LinkedHashMap<>();
    private final RuntimeApi runtimeApi = new RuntimeApi().start();
    private final Freezer freezer = new Freezer();
    private final ProcessFolders folders = new ProcessFolders();
    private final AtomicInteger processCount = new AtomicInteger();
    private final ScheduledExecutorService housekeeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("idle-functions").factory());
    private final Consumer<StackEvent> log;

    /**
     * @param shared environment variables for all functions
     * @param processLimit the most processes of one function at the same time
     */
    public LocalFunctions(Collection<FunctionSpec> functions, Map<String, String> shared, int processLimit,
            Consumer<StackEvent> log) {
        this(functions, shared, processLimit,
                new Housekeeping(InstantSource.system(), Duration.ofSeconds(30)), log);
    }

    LocalFunctions(Collection<FunctionSpec> functions, Map<String, String> shared, int processLimit,
            Housekeeping housekeeping, Consumer<StackEvent> log) {
        this.log = log;
        try {
            for (FunctionSpec function : functions) {
                var launcher = new ProcessLauncher(function, shared, folders.task());
                pools.put(function.id(),
                        new FunctionPool(processLimit, housekeeping.clock(),
                                watcher -> start(function, launcher, watcher)));
            }
        } catch (LocalStackException e) {
            close();
            throw e;
        }
        long millis = housekeeping.interval().toMillis();
        housekeeper.scheduleWithFixedDelay(this::endIdle, millis, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts one process of each function.
     *
     * @return completes when all are ready, or exceptionally with a {@link LocalStackException} about the first
     *     that failed
     */
    public CompletableFuture<Void> warm() {
        return CompletableFuture.allOf(pools.sequencedEntrySet().stream().map(pool -> pool.getValue().warm()
                .thenAccept(failure -> requireReady(pool.getKey(), failure)))
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public InvocationResult invoke(String functionLogicalId, byte[] event) {
        FunctionPool pool = pools.get(functionLogicalId);
        if (pool == null) {
            return new NotInvocable("there is no function " + functionLogicalId + "; there are "
                    + String.join(", ", pools.sequencedKeySet()));
        }
        long start = System.nanoTime();
        InvocationResult outcome = event.length > RuntimeApi.LARGEST_PAYLOAD
                ? new NotInvocable("the event has %d bytes, %d are allowed".formatted(event.length,
                        RuntimeApi.LARGEST_PAYLOAD))
                : pool.invoke(event);
        var took = Duration.ofNanos(System.nanoTime() - start);
        log.accept(new Invoked(functionLogicalId, InvocationSummary.input(event),
                InvocationSummary.output(outcome),
                took, !(outcome instanceof Returned)));
        return outcome;
    }

    /** As Lambda does: what a burst needed is not needed for ever. */
    void endIdle() {
        pools.values().forEach(pool -> pool.endIdle(IDLE));
    }

    List<FunctionProcess> processes() {
        return pools.values().stream().flatMap(pool -> pool.processes().stream()).toList();
    }

    @Override
    public void close() {
        housekeeper.shutdownNow();
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            pools.values().forEach(pool -> closing.execute(pool::close));
        }
        freezer.close();
        folders.close();
        runtimeApi.close();
    }

    private FunctionProcess start(FunctionSpec function, ProcessLauncher launcher,
            FunctionProcess.Watcher watcher) {
        String id = function.id() + "-" + processCount.incrementAndGet();
        var started = new CompletableFuture<FunctionProcess>();
        runtimeApi.register(id, function.invokedArn(), started);
        Process process = launch(id, launcher);
        var filter = LogFilter.of(function.logging());
        var output = new ProcessOutput(process).forward(id, line -> {
            if (filter.passes(line)) {
                log.accept(new FunctionOutput(function.id(), line));
            }
        });
        var running = new FunctionProcess(function, process, output, watcher, freezer);
        started.complete(running);
        process.onExit().thenRun(() -> forget(id));
        return running;
    }

    private Process launch(String id, ProcessLauncher launcher) {
        try {
            return launcher.launch(runtimeApi.address(id), folders.temporary(id));
        } catch (LocalStackException e) {
            forget(id);
            throw e;
        }
    }

    private void forget(String id) {
        runtimeApi.forget(id);
        folders.remove(id);
    }

    private static void requireReady(String function, Optional<Failed> failure) {
        failure.ifPresent(failed -> {
            throw new LocalStackException("%s cannot start: %s: %s".formatted(function, failed.errorType(),
                    failed.errorMessage().lines().findFirst().orElse("no message")));
        });
    }
}
