package hermes.connect;

import static java.util.Comparator.comparing;

import hermes.common.Connection;
import hermes.common.Connections;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Holds down how many connections one user has whose home a room is: whoever opens one more loses the oldest.
 * Connections that open at the same moment may not see each other; those that are too many then are closed when the
 * next one opens. Thread-safe.
 */
final class ConnectionBound {

    /** Those of a lowered bound are closed by the handshakes that come, so that none of them takes long. */
    private static final int MOST_AT_ONCE = 10;

    private final Connections connections;
    private final int most;
    private final Closing closing;
    private final InstantSource clock;

    /** @param most at least 1 */
    ConnectionBound(Connections connections, int most, Closing closing, InstantSource clock) {
        this.connections = connections;
        this.most = most;
        this.closing = closing;
        this.clock = clock;
    }

    /**
     * @param opened is stored, and not closed whatever else there is
     * @param log is told of each that is closed, and of one that cannot be: it does not stop who comes
     * @throws hermes.common.ConnectionsException if it cannot be seen how many there are
     */
    void enforce(Connection opened, Consumer<String> log) {
        var others = connections.ofUser(opened.room(), opened.user()).live().stream()
                .filter(other -> other.home() && !other.id().equals(opened.id()))
                .sorted(comparing(Connection::connectedAt).thenComparing(Connection::id)).toList();
        oldest(others).forEach(excess -> close(excess, log));
    }

    private List<Connection> oldest(List<Connection> others) {
        int excess = others.size() + 1 - most;
        return others.subList(0, Math.clamp(excess, 0, MOST_AT_ONCE));
    }

    private void close(Connection excess, Consumer<String> log) {
        try {
            boolean closed = closing.close(excess.id());
            // One that is about to open is "gone" as well. Its row must stay, so that it is found when it has opened.
            if (closed || !excess.young(clock.instant())) {
                connections.remove(excess.id());
            }
            log.accept("Closed connection %s of user %s in room %s: expected at most %d.".formatted(
                    excess.id(), excess.user(), excess.room(), most));
        } catch (SdkException e) {
            log.accept("Connection %s of user %s in room %s is one too many and could not be closed: %s"
                    .formatted(excess.id(), excess.user(), excess.room(), e));
        }
    }
}
