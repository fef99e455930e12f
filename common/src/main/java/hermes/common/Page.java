package hermes.common;

import java.util.List;
import java.util.Optional;

/**
 * Some connections of a room, and where to go on.
 *
 * @param live the connections to deliver to
 * @param expired rows that outlived their connection, because TTL deletion lags; the reader may remove them
 * @param next where the next page begins, empty if this one is the last
 */
public record Page(List<Connection> live, List<Connection> expired, Optional<Cursor> next) {

    public Page {
        live = List.copyOf(live);
        expired = List.copyOf(expired);
    }

    /**
     * A place in the room's index, small enough to travel in a queue message. It stays valid when the
     * connection that it names is gone.
     *
     * @param connection opaque: the key of the last row that was looked at
     * @param user that connection's user
     */
    public record Cursor(String connection, String user) {}
}
