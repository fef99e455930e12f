package hermes.send.room;

import java.util.OptionalLong;
import java.util.Set;

/**
 * The further rooms that the token of a connection names. Immutable.
 *
 * @param issuedAt of the token, in seconds since 1970; 0 if it does not say
 */
public record TokenRooms(Set<String> ids, long issuedAt) {

    public static final TokenRooms NONE = new TokenRooms(Set.of(), 0);

    public TokenRooms {
        ids = Set.copyOf(ids);
    }

    /** When the token was issued that names the room; empty if this one does not. */
    OptionalLong naming(String room) {
        return ids.contains(room) ? OptionalLong.of(issuedAt) : OptionalLong.empty();
    }
}
