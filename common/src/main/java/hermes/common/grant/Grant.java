package hermes.common.grant;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is stored about a user's right to a further room, and the one rule of who may join a room and stay in it. Immutable.
 *
 * @param expiresAt from when on it says nothing
 * @param validFrom set if the room was taken back: tokens that were issued before it do not grant it
 */
public record Grant(Instant expiresAt, Optional<Instant> validFrom) {

    /** When nothing is stored. */
    public static final Grant NONE = new Grant(Instant.EPOCH, Optional.empty());

    /**
     * Until when the user may be in the room.
     *
     * @param tokenIssuedAt when the token was issued that names the room, in seconds since 1970, 0 if it does not say; empty
     *        if no token names it
     * @return {@link Instant#MAX} if as long as the connection lives; empty if not at all
     */
    public Optional<Instant> until(OptionalLong tokenIssuedAt, Instant now) {
        boolean speaks = now.isBefore(expiresAt);
        if (tokenIssuedAt.isPresent() && !(speaks && takesBack(tokenIssuedAt.getAsLong()))) {
            return Optional.of(Instant.MAX);
        }
        return Optional.of(expiresAt).filter(end -> speaks && validFrom.isEmpty());
    }

    private boolean takesBack(long issuedAt) {
        return validFrom.filter(from -> issuedAt < from.getEpochSecond()).isPresent();
    }
}
