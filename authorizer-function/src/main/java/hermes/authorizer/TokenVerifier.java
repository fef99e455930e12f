package hermes.authorizer;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.AlgorithmMismatchException;
import com.auth0.jwt.exceptions.IncorrectClaimException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.DecodedJWT;
import hermes.authorizer.Verification.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Verifies JSON Web Tokens. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, JSON Web Token</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11">RFC 7515, the crit header</a>
 */
final class TokenVerifier {

    /**
     * One that names fifty rooms fits, or an issuer's with groups and a profile, and it is little enough to parse
     * whatever is in it. API Gateway takes 10,240 bytes of all headers together.
     */
    static final int LONGEST_TOKEN = 8192;

    /** Nobody means it to be valid for longer: one that says so counts in milliseconds. */
    static final Duration LONGEST_LIFE = Duration.ofDays(366);

    /** Two machines' clocks differ; RFC 7519, 4.1.5 allows for it. */
    static final Duration CLOCK_LEEWAY = Duration.ofMinutes(1);

    private final Clock clock;
    private final Optional<Duration> session;

    /** @param session how long a connection may live whose token does not say; empty: until the token expires */
    TokenVerifier(Clock clock, Optional<Duration> session) {
        this.clock = clock;
        this.session = session;
    }

    /** @param keys each may have signed it; the algorithm of each is the only one accepted */
    Verification verify(String token, List<Algorithm> keys) {
        if (token.length() > LONGEST_TOKEN) {
            return new Refused(Reason.TOKEN_TOO_LONG);
        }
        return TokenForm.fault(token).<Verification>map(Refused::new)
                .orElseGet(() -> verifyFormed(token, keys));
    }

    private Verification verifyFormed(String token, List<Algorithm> keys) {
        return keys.stream().map(key -> verify(token, key))
                .dropWhile(new Refused(Reason.BAD_SIGNATURE)::equals)
                .findFirst().orElse(new Refused(Reason.BAD_SIGNATURE));
    }

    private Verification verify(String token, Algorithm key) {
        try {
            return claims(verifier(key).verify(token));
        } catch (AlgorithmMismatchException _) {
            return new Refused(Reason.WRONG_ALGORITHM);
        } catch (SignatureVerificationException _) {
            return new Refused(Reason.BAD_SIGNATURE);
        } catch (TokenExpiredException _) {
            return new Refused(Reason.EXPIRED);
        } catch (IncorrectClaimException _) {
            return new Refused(Reason.NOT_YET_VALID);
        } catch (RuntimeException _) {
            // Nothing in here depends on anything but the token, so whatever else fails is the token's fault.
            return new Refused(Reason.MALFORMED);
        }
    }

    /** A date of issue is information (RFC 7519, 4.1.6): a backend whose clock is ahead is no reason to refuse. */
    private JWTVerifier verifier(Algorithm key) {
        var verification = (JWTVerifier.BaseVerification) JWT.require(key).ignoreIssuedAt()
                .acceptNotBefore(CLOCK_LEEWAY.toSeconds());
        return verification.build(clock);
    }

    private Verification claims(DecodedJWT token) {
        if (!token.getHeaderClaim("crit").isMissing()) {
            return new Refused(Reason.CRITICAL_HEADER);
        }
        if (token.getExpiresAtAsInstant() == null) {
            return new Refused(Reason.NO_EXPIRY);
        }
        var now = clock.instant();
        if (token.getExpiresAtAsInstant().isAfter(now.plus(LONGEST_LIFE))) {
            return new Refused(Reason.EXPIRY_TOO_FAR);
        }
        return Claims.of(token, now, session);
    }
}
