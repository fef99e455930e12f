package hermes.authorizer;

import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;

/**
 * The two levels of the check: the signature says that a backend of ours made the token, the hash in the token
 * table says that it is still meant to be valid. Thread-safe.
 */
final class Authorizer {
    private final SigningKeys keys;
    private final TokenVerifier verifier;
    private final TokenHashes hashes;

    Authorizer(SigningKeys keys, TokenVerifier verifier, TokenHashes hashes) {
        this.keys = keys;
        this.verifier = verifier;
        this.hashes = hashes;
    }

    /**
     * @param token as the client sent it
     * @throws SecretUnavailableException if the signing key cannot be read
     * @throws TokenHashesUnavailableException if the token table cannot be read
     */
    Decision decide(String token) {
        return switch (verify(token)) {
            case Refused(Reason reason) -> new Decision.Deny(reason);
            case Verified(Principal principal, String secret) -> checkHash(principal, secret);
        };
    }

    private Verification verify(String token) {
        var verification = verifier.verify(token, keys.current());
        if (!verification.equals(new Refused(Reason.BAD_SIGNATURE))) {
            return verification;
        }
        // The key may have been rotated since it was read.
        return keys.renewed().map(renewed -> verifier.verify(token, renewed)).orElse(verification);
    }

    private Decision checkHash(Principal principal, String secret) {
        var stored = hashes.of(principal.user(), principal.room());
        if (stored.isEmpty()) {
            return new Decision.Deny(Reason.NO_TOKEN_ROW);
        }
        var hash = stored.flatMap(BcryptHash::parse);
        if (hash.isEmpty()) {
            return new Decision.Deny(Reason.UNUSABLE_HASH);
        }
        return hash.get().matches(secret)
                ? new Decision.Allow(principal)
                : new Decision.Deny(Reason.OTHER_HASH);
    }
}
