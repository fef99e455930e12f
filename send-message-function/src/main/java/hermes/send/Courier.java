package hermes.send;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Brings notifications to one connection, one after the other, and tries each more than once. Thread-safe: each
 * thread serves one connection, so one slow browser holds up nobody else.
 */
final class Courier {

    /** One CPU signs about 6,000 posts a second; at 20 ms each, that many are on their way at a time. */
    static final int MOST_POSTS_AT_ONCE = 200;

    static final int MOST_ATTEMPTS = 5;

    /** Longer waits belong in the queue, where they cost nothing and no sender waits for its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Outcome OUT_OF_TIME = new Outcome.Failed("the invocation ran out of time", true);

    private final Posts posts;
    private final Rest rest;
    private final Semaphore lines = new Semaphore(MOST_POSTS_AT_ONCE);

    Courier(Posts posts, Rest rest) {
        this.posts = posts;
        this.rest = rest;
    }

    /** @param frames in the order of their offsets; the first that cannot be delivered is the last that is tried */
    Visit visit(String connection, List<byte[]> frames, Invocation invocation) {
        Deadline patience = invocation.deadline().atMost(PATIENCE);
        for (int delivered = 0; delivered < frames.size(); delivered++) {
            switch (deliver(connection, frames.get(delivered), invocation, patience)) {
                case Outcome.Delivered() -> {
                    // On to the next.
                }
                case Outcome.Gone() -> {
                    return new Visit.Gone();
                }
                case Outcome.Throttled() -> {
                    return new Visit.Broken(delivered, "throttled", true);
                }
                case Outcome.Failed(var reason, var passing) -> {
                    return new Visit.Broken(delivered, reason, passing);
                }
            }
        }
        return new Visit.Complete();
    }

    private Outcome deliver(String connection, byte[] frame, Invocation invocation, Deadline patience) {
        for (int attempt = 1;; attempt++) {
            Outcome outcome = post(connection, frame, invocation);
            if (!passing(outcome) || attempt == MOST_ATTEMPTS || !rest.before(patience, attempt)) {
                return outcome;
            }
        }
    }

    private Outcome post(String connection, byte[] frame, Invocation invocation) {
        try {
            var deadline = invocation.deadline();
            if (deadline.passed()
                    || !lines.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return OUT_OF_TIME;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OUT_OF_TIME;
        }
        try {
            Outcome outcome = posts.post(connection, frame);
            if (outcome instanceof Outcome.Throttled) {
                invocation.metrics().throttled();
            }
            return outcome;
        } finally {
            lines.release();
        }
    }

    private static boolean passing(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(),Outcome.Gone() -> false;
            case Outcome.Throttled() -> true;
            case Outcome.Failed(var _, var passing) -> passing;
        };
    }
}
