package hermes.authorizer;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import hermes.authorizer.Decision.Allow;
import hermes.authorizer.Decision.Deny;
import hermes.authorizer.issuer.IssuerKeys;
import hermes.authorizer.issuer.IssuerSettings;
import hermes.authorizer.issuer.KeySet;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides on tokens that a team's own issuer has signed with a key that it publishes. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token best current practices</a>
 */
final class IssuedTokens {

    /** Of tokens of identity and of access; the same key signs others, such as those that log somebody out. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    private final IssuerKeys keys;
    private final IssuerSettings settings;
    private final TokenRows rows;
    private final Clock clock;

    IssuedTokens(IssuerKeys keys, IssuerSettings settings, TokenRows rows, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * @param token as the client sent it
     * @throws hermes.authorizer.issuer.IssuerUnavailableException if its key is not known and cannot be asked for
     * @throws TokenRowsUnavailableException if the token table cannot be read
     */
    Decision decide(String token) {
        if (token.length() > TokenVerifier.LONGEST_TOKEN) {
            return new Deny(Reason.TOKEN_TOO_LONG);
        }
        try {
            return TokenForm.fault(token).<Decision>map(Deny::new).orElseGet(() -> decide(JWT.decode(token)));
        } catch (JWTDecodeException _) {
            return new Deny(Reason.MALFORMED);
        }
    }

    private Decision decide(DecodedJWT token) {
        return faultOfHeader(token).or(() -> faultOfSignature(token)).or(() -> faultOfClaims(token))
                .<Decision>map(Deny::new).orElseGet(() -> admit(token));
    }

    private static Optional<Reason> faultOfHeader(DecodedJWT token) {
        if (!token.getHeaderClaim("crit").isMissing()) {
            return Optional.of(Reason.CRITICAL_HEADER);
        }
        // RFC 7515, 4.1.4: a text, if it is there. Passed over, it would be as if none were named.
        if (!token.getHeaderClaim("kid").isMissing() && token.getHeaderClaim("kid").asString() == null) {
            return Optional.of(Reason.MALFORMED);
        }
        var type = token.getHeaderClaim("typ");
        boolean known = type.isMissing()
                || type.asString() != null && TYPES.contains(type.asString().toLowerCase(Locale.ROOT));
        return known ? Optional.empty() : Optional.of(Reason.WRONG_TYPE);
    }

    private Optional<Reason> faultOfSignature(DecodedJWT token) {
        var fault = faultOfSignature(token, keys.current());
        boolean newKey = fault.equals(Optional.of(Reason.UNKNOWN_KEY))
                || token.getKeyId() == null && fault.equals(Optional.of(Reason.BAD_SIGNATURE));
        if (!newKey) {
            return fault;
        }
        return keys.renewed().map(renewed -> faultOfSignature(token, renewed)).orElse(fault);
    }

    private static Optional<Reason> faultOfSignature(DecodedJWT token, KeySet known) {
        var named = known.named(Optional.ofNullable(token.getKeyId()));
        if (named.isEmpty()) {
            return Optional.of(Reason.UNKNOWN_KEY);
        }
        List<Algorithm> algorithms = named.stream()
                .flatMap(key -> key.algorithm(token.getAlgorithm()).stream())
                .toList();
        if (algorithms.isEmpty()) {
            return Optional.of(Reason.WRONG_ALGORITHM);
        }
        return algorithms.stream().anyMatch(algorithm -> verifies(algorithm, token))
                ? Optional.empty()
                : Optional.of(Reason.BAD_SIGNATURE);
    }

    private static boolean verifies(Algorithm algorithm, DecodedJWT token) {
        try {
            algorithm.verify(token);
            return true;
        } catch (SignatureVerificationException _) {
            return false;
        }
    }

    private Optional<Reason> faultOfClaims(DecodedJWT token) {
        if (!settings.issuer().equals(token.getIssuer())) {
            return Optional.of(Reason.WRONG_ISSUER);
        }
        if (audiences(token).stream().noneMatch(settings.audiences()::contains)) {
            return Optional.of(Reason.WRONG_AUDIENCE);
        }
        var now = clock.instant();
        var expiry = token.getExpiresAtAsInstant();
        if (expiry == null) {
            return Optional.of(Reason.NO_EXPIRY);
        }
        if (!now.isBefore(expiry)) {
            return Optional.of(Reason.EXPIRED);
        }
        if (expiry.isAfter(now.plus(TokenVerifier.LONGEST_LIFE))) {
            return Optional.of(Reason.EXPIRY_TOO_FAR);
        }
        var start = token.getNotBeforeAsInstant();
        return start != null && start.isAfter(now.plus(TokenVerifier.CLOCK_LEEWAY))
                ? Optional.of(Reason.NOT_YET_VALID)
                : Optional.empty();
    }

    /** Access tokens of Cognito say in {@code client_id} for whom they are, and have no {@code aud}. */
    private static List<String> audiences(DecodedJWT token) {
        if (!token.getClaim("aud").isMissing()) {
            return Optional.ofNullable(token.getAudience()).orElse(List.of());
        }
        return Optional.ofNullable(token.getClaim("client_id").asString()).stream().toList();
    }

    private Decision admit(DecodedJWT token) {
        var claims = new IssuedClaims(token, settings);
        var user = claims.user();
        if (user.isEmpty()) {
            return new Deny(Reason.BAD_USER);
        }
        var room = claims.room();
        if (room.isEmpty()) {
            return new Deny(Reason.BAD_ROOM);
        }
        var maySend = claims.maySend();
        if (maySend.isEmpty()) {
            return new Deny(Reason.BAD_SEND_CLAIM);
        }
        var issuedAt = Optional.ofNullable(token.getClaim("iat").as(BigDecimal.class));
        return rows.of(user.get(), room.get()).flatMap(row -> row.revocation(issuedAt))
                .<Decision>map(Deny::new)
                .orElseGet(() -> new Allow(
                        new Principal(user.get(), room.get(), maySend.get(),
                                claims.rooms(room.get(), issuedAt)),
                        token.getExpiresAtAsInstant().truncatedTo(ChronoUnit.SECONDS)));
    }
}
