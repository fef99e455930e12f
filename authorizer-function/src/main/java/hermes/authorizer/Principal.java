package hermes.authorizer;

/**
 * Who may connect.
 *
 * @param user 1 to 256 bytes of UTF-8 without control characters
 * @param room likewise
 * @param maySend whether messages of this connection are accepted
 * @param rooms that the connection may join
 */
record Principal(String user, String room, boolean maySend, FurtherRooms rooms) {

    Principal(String user, String room, boolean maySend) {
        this(user, room, maySend, FurtherRooms.NONE);
    }
}
