package hermes.authorizer;

import java.util.Optional;

/** The hashes of the tokens that have been issued and not revoked. Implementations are thread-safe. */
interface TokenHashes {

    /**
     * The hash of the user's token for the room, as it was stored; read strongly consistent, because a browser
     * connects within milliseconds of getting its token, and a revoked token must not live on.
     *
     * @return empty if there is none; an empty text if what is stored is not even text
     * @throws TokenHashesUnavailableException if the hashes cannot be read
     */
    Optional<String> of(String user, String room);
}
