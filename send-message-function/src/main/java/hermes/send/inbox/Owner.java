package hermes.send.inbox;

/**
 * Whose inbox it is, and who asks. Immutable.
 *
 * @param connection that gets the answer
 */
public record Owner(String room, String user, String connection) {}
