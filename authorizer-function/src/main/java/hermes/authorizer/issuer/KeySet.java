package hermes.authorizer.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A JSON Web Key Set, without the keys that cannot verify a signature. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, JWK Set</a>
 */
public record KeySet(List<VerificationKey> keys) {

    public KeySet {
        keys = List.copyOf(keys);
    }

    static KeySet of(JsonNode document) {
        return new KeySet(StreamSupport.stream(document.path("keys").spliterator(), false)
                .flatMap(key -> VerificationKey.of(key).stream()).toList());
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * Those that can have signed a token. An id should name one key, and need not (RFC 7517, 4.5).
     *
     * @param id that the token names; empty: it names none, and each can have
     */
    public List<VerificationKey> named(Optional<String> id) {
        return id.map(name -> keys.stream().filter(key -> key.id().equals(id)).toList()).orElse(keys);
    }
}
