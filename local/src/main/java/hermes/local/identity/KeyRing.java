package hermes.local.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.stack.Json;
import java.util.List;
import java.util.stream.Stream;

/** The keys of a provider: those that sign now, and those before, which go on being published. Thread-safe. */
final class KeyRing {

    static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA");

    private List<IssuerKey> current = generation();
    private List<IssuerKey> previous = List.of();

    /** What was signed with the keys before the previous ones is worth nothing from now on. */
    synchronized void rotate() {
        previous = current;
        current = generation();
    }

    /** @param algorithm one of {@link #ALGORITHMS} */
    synchronized IssuerKey signing(String algorithm) {
        return current.stream().filter(key -> key.algorithm().equals(algorithm)).findFirst().orElseThrow();
    }

    synchronized ObjectNode published() {
        var document = Json.object();
        var keys = document.putArray("keys");
        Stream.concat(current.stream(), previous.stream()).map(IssuerKey::jwk).forEach(keys::add);
        return document;
    }

    private static List<IssuerKey> generation() {
        return ALGORITHMS.stream().map(IssuerKey::generate).toList();
    }
}
