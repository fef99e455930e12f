package hermes.cli.stack;

import hermes.cli.terminal.CommandFailed;
import hermes.common.Connection;
import hermes.common.ConnectionsException;
import hermes.common.LastFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Closes a user's connections again and again until nothing can come any more that was let in before the revocation. A
 * handshake that the authorizer has allowed a moment before becomes a connection a moment after, and its row is in the
 * index still later. Not for use by several threads.
 */
public final class Eviction {

    /** Until a connection is no longer young nobody can tell whether it is about to open or dead. */
    private static final Duration PATIENCE = Connection.YOUNG.plusSeconds(30);

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);

    private final StackOperations stack;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private Closings all = Closings.NONE;
    private Optional<RuntimeException> failure = Optional.empty();

    public Eviction(StackOperations stack) {
        this(stack, System::nanoTime, Thread::sleep);
    }

    Eviction(StackOperations stack, LongSupplier nanoTime, Pause pause) {
        this.stack = stack;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /**
     * To be called after the revocation.
     *
     * @param longestHandshake from the authorizer's look at the row until the connection is in the index
     * @param progress is told how many more are closed, by several threads
     * @return empty if nothing is left and nothing can come, else why that is not sure
     */
    public Optional<String> run(String room, String user, Duration longestHandshake, IntConsumer progress) {
        long start = nanoTime.getAsLong();
        while (true) {
            var age = Duration.ofNanos(nanoTime.getAsLong() - start);
            boolean nothing = round(room, user, progress);
            if (nothing && age.compareTo(longestHandshake) >= 0) {
                return Optional.empty();
            }
            if (age.compareTo(longestHandshake.plus(PATIENCE)) >= 0) {
                return Optional.of(failure.map(Throwable::getMessage).orElse("there are still connections"));
            }
            await();
        }
    }

    /** What became of the connections, of those that were connecting the last time. */
    public Closings closings() {
        return all;
    }

    /** @return whether there was nothing to close */
    private boolean round(String room, String user, IntConsumer progress) {
        try {
            var closings = stack.closeConnections(room, Optional.of(user), Optional.of(LastFrame.REVOKED),
                    progress);
            all = all.then(closings);
            failure = Optional.empty();
            return closings.equals(Closings.NONE);
        } catch (CommandFailed | SdkException | ConnectionsException e) {
            // It may pass, and the connections that are left are worth another attempt.
            failure = Optional.of(e);
            return false;
        }
    }

    private void await() {
        try {
            pause.await(BETWEEN_ROUNDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted; some connections may still be open", e);
        }
    }

    /** Lets time pass. */
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }
}
