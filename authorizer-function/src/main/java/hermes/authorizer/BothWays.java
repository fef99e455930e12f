package hermes.authorizer;

import com.auth0.jwt.JWT;
import com.auth0.jwt.exceptions.JWTDecodeException;
import java.util.function.Function;

/**
 * Two ways in: a token that says it is signed with HS512 is one of our backends, any other one of the issuer's.
 * Thread-safe.
 */
record BothWays(Function<String, Decision> ours, Function<String, Decision> issued)
        implements
            Function<String, Decision> {

    @Override
    public Decision apply(String token) {
        return isOurs(token) ? ours.apply(token) : issued.apply(token);
    }

    /** What it says is not believed: each way demands its own algorithms and keys. */
    private static boolean isOurs(String token) {
        try {
            return token.length() <= TokenVerifier.LONGEST_TOKEN
                    && "HS512".equals(JWT.decode(token).getAlgorithm());
        } catch (JWTDecodeException _) {
            return false;
        }
    }
}
