package hermes.common;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everyone who is connected. Implementations may be shared between threads.
 *
 * <p>
 * Every method throws {@link ConnectionsException} when the store does not answer or refuses.
 */
public interface Connections {

    /** Stores the connection, over any earlier row of the same id: repeating it changes nothing. */
    void put(Connection connection);

    /** Forgets the connection; one that is not stored is forgotten already. */
    void remove(String id);

    /**
     * Reads strongly consistent: what was put before is found.
     *
     * @return empty if there is no such connection or it has expired
     */
    Optional<Connection> find(String id);

    /**
     * Moves the time up to which a connection has spent what it may send, unless that is later than is believed.
     *
     * @param believed in milliseconds since 1970; a connection that has sent nothing has spent nothing
     * @param until likewise
     * @return empty if it was moved, or there is no such connection; else up to when it has really spent
     */
    OptionalLong spend(String id, long believed, long until);

    /**
     * The next connections of a room, eventually consistent: one put in the last moments can be missing.
     *
     * @param after the cursor that the page before ended with, or empty for the first page
     * @param limit the most connections to look at, expired ones included; at least 1
     */
    Page inRoom(String room, Optional<Page.Cursor> after, int limit);

    /** All connections of one user in a room, with the consistency of {@link #inRoom}; there is no next page. */
    Page ofUser(String room, String user);
}
