package hermes.authorizer.issuer;

import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * One public key of the issuer with the algorithms that it is for, whatever a token says. Immutable.
 *
 * @param id the member {@code kid}; empty if it has none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.1">RFC 8725, algorithm verification</a>
 */
public record VerificationKey(Optional<String> id, PublicKey key, Set<String> algorithms) {

    public VerificationKey {
        algorithms = Set.copyOf(algorithms);
    }

    /** @return empty if it is for something else than signatures, or of a kind that is not known (RFC 7517, 5) */
    static Optional<VerificationKey> of(JsonNode jwk) {
        if (!verifies(jwk)) {
            return Optional.empty();
        }
        return JwkParser.parse(jwk)
                .map(key -> new VerificationKey(Optional.ofNullable(jwk.path("kid").textValue()),
                        key, algorithms(jwk, SignatureAlgorithm.namesFor(key))))
                .filter(key -> !key.algorithms.isEmpty());
    }

    /** The algorithm of that name; empty if this key is not for it. */
    public Optional<Algorithm> algorithm(String name) {
        return name != null && algorithms.contains(name)
                ? Optional.of(new SignatureAlgorithm(name, key))
                : Optional.empty();
    }

    private static boolean verifies(JsonNode jwk) {
        var use = jwk.path("use");
        var operations = jwk.path("key_ops");
        return (use.isMissingNode() || "sig".equals(use.textValue())) && (operations.isMissingNode()
                || operations.valueStream().anyMatch(operation -> "verify".equals(operation.textValue())));
    }

    /** An {@code alg} leaves of those that the kind of key allows one, or none. */
    private static Set<String> algorithms(JsonNode jwk, Set<String> possible) {
        var named = jwk.path("alg");
        if (named.isMissingNode()) {
            return possible;
        }
        return named.isTextual() && possible.contains(named.textValue())
                ? SignatureAlgorithm.namesOf(named.textValue())
                : Set.of();
    }
}
