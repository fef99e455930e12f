package hermes.common;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everyone who is connected. Implementations may be shared between threads.
 *
 * <p>
 * Every method throws {@link ConnectionsException} when the store does not answer or refuses.
 */
public interface Connections {

    /** The most further rooms of one connection. */
    int MOST_ROOMS = 50;

    /**
     * Stores the connection in its home room, over any earlier row of the same id: repeating it changes nothing, except that
     * the further rooms that it has joined meanwhile have to be joined again.
     */
    void put(Connection connection);

    /** Forgets the connection in all its rooms; one that is not stored is forgotten already. */
    void remove(String id);

    /** As {@link #remove(String)}, and this row of it in any case, of which its home row may not know. */
    void remove(Connection connection);

    /**
     * Stores one connection in further rooms, over what is stored of it there.
     *
     * @param joined at least one, all of one connection
     * @return false if the connection is not stored in its home room; then nothing is changed
     */
    boolean join(Collection<JoinedRoom> joined);

    /** Forgets the connection in a further room; where it is not stored it is forgotten already. */
    void leave(String id, String room);

    /**
     * Reads strongly consistent: what was put before is found.
     *
     * @return empty if there is no such connection or it has expired
     */
    Optional<Connection> find(String id);

    /**
     * Reads strongly consistent what is stored of a connection in a further room.
     *
     * @return empty if it is not joined there, or that has expired
     */
    Optional<JoinedRoom> find(String id, String room);

    /** Reads strongly consistent, all at once, what is stored of a connection at home and in some further rooms. */
    ConnectionRooms find(String id, Collection<String> rooms);

    /**
     * Moves the time up to which a connection has spent what it may send, unless that is later than is believed.
     *
     * @param believed in milliseconds since 1970; a connection that has sent nothing has spent nothing
     * @param until likewise
     * @return empty if it was moved, or there is no such connection; else up to when it has really spent
     */
    OptionalLong spend(String id, long believed, long until);

    /**
     * The next connections of a room, those that have joined it among those that are at home there, eventually
     * consistent: one put in the last moments can be missing.
     *
     * @param after the cursor that the page before ended with, or empty for the first page
     * @param limit the most connections to look at, expired ones included; at least 1
     */
    Page inRoom(String room, Optional<Page.Cursor> after, int limit);

    /** All connections of one user in a room, with the consistency of {@link #inRoom}; there is no next page. */
    Page ofUser(String room, String user);
}
