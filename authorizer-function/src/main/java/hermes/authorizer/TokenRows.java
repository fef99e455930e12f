package hermes.authorizer;

import java.util.Optional;

/** What the token table says of a user in a room. Implementations are thread-safe. */
interface TokenRows {

    /**
     * Read strongly consistent, because a browser connects within milliseconds of getting its token, and a revoked token
     * must not live on.
     *
     * @return empty if there is no row
     * @throws TokenRowsUnavailableException if the table cannot be read
     */
    Optional<TokenRow> of(String user, String room);
}
