package hermes.cli.tail;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long a client waits, and how often it comes back, by docs/protocol.md. */
public final class ClientTimes {

    /** Below the gateway's limit of ten minutes of silence. */
    public static final Duration HEARTBEAT = Duration.ofMinutes(5);

    /** For the answer to a message; then the connection is given up. */
    public static final Duration ANSWER = Duration.ofSeconds(30);

    /** A token that was just issued is accepted at once, or a few seconds after a rotation of the key. */
    public static final int MOST_REFUSALS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private ClientTimes() {}

    /**
     * Before it comes back. The cap first and then the random part, or many would come back in step at the cap.
     *
     * @param failures in a row before this one
     */
    public static Duration pause(int failures) {
        long window = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(window + 1));
    }
}
