package hermes.common;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One open WebSocket in one room: who is behind it, since when, and when it is certainly gone. It is in its home room, that
 * of its token, as long as it is open, and in others while it is joined to them.
 *
 * <p>
 * Immutable. Times have the precision they are stored with (milliseconds and seconds), so that a
 * connection that is read equals the one that was put.
 *
 * @param id what API Gateway calls the connection; opaque
 * @param room the room whose notifications it receives
 * @param user who opened it
 * @param connectedAt when API Gateway accepted it
 * @param expiresAt from when on readers pass over it, whether or not $disconnect was ever heard of
 * @param home whether the room is its home room; of each connection there is one such
 */
public record Connection(String id, String room, String user, Instant connectedAt, Instant expiresAt,
        boolean home) {

    /**
     * The longest life API Gateway gives a connection.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Quotas</a>
     */
    public static final Duration LONGEST_LIFE = Duration.ofHours(2);

    /** Clocks differ and the last posts take a moment: a row is not given up at the very second. */
    public static final Duration EXPIRY_MARGIN = Duration.ofMinutes(10);

    /** $connect still runs for so long at most: until then API Gateway says "gone" of a connection that is about to live. */
    public static final Duration YOUNG = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException if an id, room or user is empty: DynamoDB has no such key */
    public Connection {
        requireText("id", id, id);
        requireText("room", room, id);
        requireText("user", user, id);
        connectedAt = connectedAt.truncatedTo(ChronoUnit.MILLIS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** A connection in its home room. */
    public Connection(String id, String room, String user, Instant connectedAt, Instant expiresAt) {
        this(id, room, user, connectedAt, expiresAt, true);
    }

    /** A connection that lives as long as API Gateway lets it. */
    public static Connection since(Instant connectedAt, String id, String room, String user) {
        return new Connection(id, room, user, connectedAt,
                connectedAt.plus(LONGEST_LIFE).plus(EXPIRY_MARGIN));
    }

    /** The same, but passed over from that time on at the latest: with its token. */
    public Connection endingBy(Instant end) {
        return end.isBefore(expiresAt) ? new Connection(id, room, user, connectedAt, end, home) : this;
    }

    /** The same connection in a further room, until then or as long as it lives. */
    public Connection joining(String further, Instant until) {
        return new Connection(id, further, user, connectedAt, expiresAt, false).endingBy(until);
    }

    /** Whether it is over only because its token ended it: API Gateway may still keep it open. */
    public boolean outlivesItsToken(Instant now) {
        return expired(now) && expiresAt.isBefore(connectedAt.plus(LONGEST_LIFE));
    }

    /** Whether readers have to pass over it at that time. */
    public boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether it may be about to open, so that one which cannot be reached is no sign that it is over. */
    public boolean young(Instant now) {
        return !now.isAfter(connectedAt.plus(YOUNG));
    }

    private static void requireText(String name, String value, String connection) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "Connection %s has no %s; expected a text that is not empty".formatted(connection, name));
        }
    }
}
