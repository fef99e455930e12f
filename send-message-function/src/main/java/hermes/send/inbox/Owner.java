package hermes.send.inbox;

/**
 * Whose inbox it is, and who asks. Immutable.
 *
 * @param connection that gets the answer
 * @param home whether the room is the connection's home room
 */
public record Owner(String room, String user, String connection, boolean home) {}
