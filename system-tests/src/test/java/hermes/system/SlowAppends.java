package hermes.system;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds each transaction for a second, so that it is seen how many there are at the same time. Thread-safe. */
final class SlowAppends implements CallFilter {

    private final Semaphore released = new Semaphore(0);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    int calls() {
        return calls.get();
    }

    /** At the same time. */
    int most() {
        return most.get();
    }

    /** Those that are held, and holds no other. */
    void release() {
        released.release(Integer.MAX_VALUE / 2);
    }

    @Override
    public Verdict before(AwsCall call) {
        if (call.operation().equals("TransactWriteItems")) {
            calls.incrementAndGet();
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            hold();
            now.decrementAndGet();
        }
        return new Verdict.Pass();
    }

    /** For less than the function waits for an answer. */
    private void hold() {
        try {
            released.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
