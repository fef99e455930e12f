package hermes.send.delivery;

import hermes.send.invocation.Deadline;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.RetryDelay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Brings notifications to one connection, one after the other, and tries each more than once. Thread-safe: each
 * thread serves one connection, so one slow browser holds up nobody else.
 */
public final class ConnectionSender {

    /**
     * At 10 ms each that is as much as one CPU can send, and half of what an account may. More would wait in memory and open
     * TLS connections that are not needed.
     */
    public static final int MOST_POSTS_AT_ONCE = 50;

    static final int MOST_ATTEMPTS = 5;

    /**
     * With one frame, from its first failure on: not from when it begins to wait for its turn, which takes seconds when many
     * large pages are sent. Longer waits belong in the queue, where they cost nothing and no sender waits for its answer.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final PostOutcome OUT_OF_TIME = new PostOutcome.Failed("the invocation ran out of time",
            true);

    private final Posts posts;
    private final RetryDelay retryDelay;
    private final Semaphore postsAtOnce = new Semaphore(MOST_POSTS_AT_ONCE);

    public ConnectionSender(Posts posts, RetryDelay retryDelay) {
        this.posts = posts;
        this.retryDelay = retryDelay;
    }

    /** @param frames in the order of their offsets; the first that cannot be delivered is the last that is tried */
    public SendOutcome send(String connection, List<byte[]> frames, Invocation invocation) {
        for (int delivered = 0; delivered < frames.size(); delivered++) {
            switch (deliver(connection, frames.get(delivered), invocation)) {
                case PostOutcome.Delivered() -> {
                    // On to the next.
                }
                case PostOutcome.Gone() -> {
                    return new SendOutcome.Gone();
                }
                case PostOutcome.Throttled() -> {
                    return new SendOutcome.Broken(delivered, "throttled", true);
                }
                case PostOutcome.Failed(var reason, var retryable) -> {
                    return new SendOutcome.Broken(delivered, reason, retryable);
                }
            }
        }
        return new SendOutcome.Complete();
    }

    /** One frame that is no notification, on a best effort. */
    public void tell(String connection, String frame, Invocation invocation) {
        send(connection, List.of(frame.getBytes(StandardCharsets.UTF_8)), invocation);
    }

    private PostOutcome deliver(String connection, byte[] frame, Invocation invocation) {
        PostOutcome outcome = post(connection, frame, invocation);
        Deadline patience = invocation.deadline().atMost(PATIENCE);
        for (int attempt = 1; isRetryable(outcome) && attempt < MOST_ATTEMPTS
                && retryDelay.await(patience, attempt); attempt++) {
            outcome = post(connection, frame, invocation);
        }
        return outcome;
    }

    /**
     * Makes another call to the gateway when it is its turn, as it shares the connections with posts.
     *
     * @return false, without a call, if the invocation's time was over before
     */
    boolean inTurn(Invocation invocation, Runnable call) {
        if (!awaitTurn(invocation.deadline())) {
            return false;
        }
        try {
            call.run();
            return true;
        } finally {
            postsAtOnce.release();
        }
    }

    private boolean awaitTurn(Deadline deadline) {
        try {
            return !deadline.passed()
                    && postsAtOnce.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private PostOutcome post(String connection, byte[] frame, Invocation invocation) {
        if (!awaitTurn(invocation.deadline())) {
            return OUT_OF_TIME;
        }
        try {
            PostOutcome outcome = posts.post(connection, frame);
            if (outcome instanceof PostOutcome.Throttled) {
                invocation.metrics().throttled();
            }
            return outcome;
        } finally {
            postsAtOnce.release();
        }
    }

    private static boolean isRetryable(PostOutcome outcome) {
        return switch (outcome) {
            case PostOutcome.Delivered(),PostOutcome.Gone() -> false;
            case PostOutcome.Throttled() -> true;
            case PostOutcome.Failed(var _, var retryable) -> retryable;
        };
    }
}
