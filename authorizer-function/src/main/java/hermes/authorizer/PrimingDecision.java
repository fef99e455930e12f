package hermes.authorizer;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the secret, then decides on a token nobody holds: the whole path of a request, with nothing kept of it.
 * The token is signed with a key that only this run accepts, for a user who has no token.
 */
final class PrimingDecision implements Runnable {
    private final SigningKeys realKeys;
    private final TokenRows rows;
    private final Clock clock;

    /** @param realKeys not the instance that requests use: after a restore they must read the secret afresh */
    PrimingDecision(SigningKeys realKeys, TokenRows rows, Clock clock) {
        this.realKeys = realKeys;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public void run() {
        realKeys.current();
        var key = Algorithm.HMAC512(new byte[64]);
        var token = JWT.create().withClaim("user_id", "priming").withClaim("room_id", "priming")
                .withClaim("token", "priming").withExpiresAt(clock.instant().plus(Duration.ofMinutes(1)))
                .sign(key);
        new Authorizer(new OneKey(key), new TokenVerifier(clock, Optional.empty()), rows).decide(token);
    }

    private record OneKey(Algorithm key) implements SigningKeys {

        @Override
        public List<Algorithm> current() {
            return List.of(key);
        }

        @Override
        public Optional<List<Algorithm>> renewed() {
            return Optional.empty();
        }
    }
}
