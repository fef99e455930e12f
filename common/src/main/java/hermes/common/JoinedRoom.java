package hermes.common;

import java.util.OptionalLong;

/**
 * A connection in a further room, and whether its token is a reason for that. Immutable.
 *
 * @param tokenIssuedAt when the token was issued that names the room, in seconds since 1970, 0 if it does not say; empty if
 *        only a grant names it
 */
public record JoinedRoom(Connection connection, OptionalLong tokenIssuedAt) {}
