package hermes.common;

import java.util.Optional;
import java.util.Set;

/**
 * What is stored of one connection, looked up together with some further rooms. Immutable.
 *
 * @param home the connection in its home room; empty if it is not stored, or has expired
 * @param all the further rooms that its home row names
 * @param joined those of the rooms looked up in which it is stored and has not expired
 */
public record ConnectionRooms(Optional<Connection> home, Set<String> all, Set<String> joined) {

    public ConnectionRooms {
        all = Set.copyOf(all);
        joined = Set.copyOf(joined);
    }
}
