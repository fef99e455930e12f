package hermes.authorizer;

import hermes.authorizer.Verification.Refused;
import hermes.authorizer.Verification.Verified;

/**
 * The two levels of the check: the signature says that a backend of ours made the token, the row in the token table
 * says that it is still meant to be valid. Thread-safe.
 */
final class Authorizer {
    private final SigningKeys keys;
    private final TokenVerifier verifier;
    private final TokenRows rows;
    private final KnownMatches matches;

    Authorizer(SigningKeys keys, TokenVerifier verifier, TokenRows rows) {
        this(keys, verifier, rows, new KnownMatches());
    }

    Authorizer(SigningKeys keys, TokenVerifier verifier, TokenRows rows, KnownMatches matches) {
        this.keys = keys;
        this.verifier = verifier;
        this.rows = rows;
        this.matches = matches;
    }

    /**
     * @param token as the client sent it
     * @throws SecretUnavailableException if the signing key cannot be read
     * @throws TokenRowsUnavailableException if the token table cannot be read
     */
    Decision decide(String token) {
        return switch (verify(token)) {
            case Refused(Reason reason) -> new Decision.Deny(reason);
            case Verified verified -> checkRow(verified);
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

    private Decision checkRow(Verified token) {
        var stored = rows.of(token.principal().user(), token.principal().room());
        if (stored.isEmpty()) {
            return new Decision.Deny(Reason.NO_TOKEN_ROW);
        }
        return stored.get().revocation(token.times().issuedAt()).<Decision>map(Decision.Deny::new)
                .orElseGet(() -> checkHash(token, stored.get()));
    }

    private Decision checkHash(Verified token, TokenRow stored) {
        if (stored.hash().isEmpty() && stored.validFrom().isPresent()) {
            // Revoking leaves the row without a hash, until the next token is issued.
            return new Decision.Deny(Reason.NO_TOKEN_ROW);
        }
        var hash = stored.hash().flatMap(BcryptHash::parse);
        if (hash.isEmpty()) {
            return new Decision.Deny(Reason.UNUSABLE_HASH);
        }
        return matches.matches(hash.get(), token.secret())
                ? new Decision.Allow(token.principal(), token.times().connectionEnd())
                : new Decision.Deny(Reason.OTHER_HASH);
    }
}
