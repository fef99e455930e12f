package hermes.send.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** How long a call may take, and when that is over by the clock of durations. Immutable. */
record TimeLimit(Duration inAll, long endNanos) {

    static TimeLimit fromNow(Duration inAll) {
        return new TimeLimit(inAll, System.nanoTime() + inAll.toNanos());
    }

    long remainingNanos() {
        return endNanos - System.nanoTime();
    }

    boolean passed() {
        return remainingNanos() <= 0;
    }

    /** @param missing what has not come about */
    SocketTimeoutException exceeded(String missing) {
        return new SocketTimeoutException("%s within %s".formatted(missing, inAll));
    }

    /** What a failure is to be called: the watchdog ends a call by closing its connection under its hands. */
    IOException named(IOException failure) {
        if (!passed() || failure instanceof SocketTimeoutException) {
            return failure;
        }
        var exceeded = exceeded("No complete answer");
        exceeded.initCause(failure);
        return exceeded;
    }
}
