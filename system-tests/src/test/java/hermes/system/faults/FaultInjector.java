package hermes.system.faults;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict.Pass;
import hermes.system.faults.book.Counts;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes wrong between AWS and the functions, and those who publish in order, drawn from a seed: the n-th call of an operation meets the same
 * fault in every run. Not so in storms, which go by the clock: a third of the connections cannot be reached for a
 * while, longer than one invocation tries. Thread-safe.
 */
final class FaultInjector implements CallFilter {

    private static final long STORM_NANOS = 1_200_000_000L;
    private static final long CALM_NANOS = 4_000_000_000L;
    private static final int STORM_SHARE = 3;

    private final long seed;
    private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
    private final Counts injected = new Counts();
    private final Set<String> spared = ConcurrentHashMap.newKeySet();
    private volatile long began;
    private volatile boolean active;

    FaultInjector(long seed) {
        this.seed = seed;
    }

    /** @param connection that is never said to be gone */
    void spare(String connection) {
        spared.add(connection);
    }

    void begin() {
        began = System.nanoTime();
        active = true;
    }

    void end() {
        active = false;
    }

    /** By operation and kind. */
    Counts injected() {
        return injected;
    }

    @Override
    public Verdict before(AwsCall call) throws InterruptedException {
        if (!active || !call.caller().endsWith("Function") && !publishesInOrder(call)) {
            return new Pass();
        }
        long number = calls.computeIfAbsent(call.operation(), _ -> new AtomicLong()).incrementAndGet();
        var random = new SplittableRandom(seed * 1_000_003 + call.operation().hashCode() * 31L + number);
        var kind = stormy(call) ? FaultKind.inStorm(random) : FaultKind.of(call, random);
        if (kind == FaultKind.NONE || kind == FaultKind.GONE && spared.contains(connection(call))) {
            return new Pass();
        }
        injected.add(call.operation() + " " + kind);
        return kind.verdict(call, random);
    }

    private static boolean publishesInOrder(AwsCall call) {
        return call.operation().equals("SendMessageBatch")
                && call.accesses().getFirst().resource().endsWith(".fifo");
    }

    private boolean stormy(AwsCall call) {
        if (!call.operation().equals("PostToConnection")) {
            return false;
        }
        long age = System.nanoTime() - began;
        long storm = age / (STORM_NANOS + CALM_NANOS);
        return age % (STORM_NANOS + CALM_NANOS) > CALM_NANOS
                && Math.floorMod(connection(call).hashCode() + storm, STORM_SHARE) == 0;
    }

    private static String connection(AwsCall call) {
        var resource = call.accesses().getFirst().resource();
        return resource.substring(resource.lastIndexOf('/') + 1);
    }
}
