package hermes.local.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Codes and refresh tokens that have been handed out, each good for one use. Thread-safe. */
final class Logins {

    private final Map<String, Login> codes = new ConcurrentHashMap<>();
    private final Map<String, Login> refreshTokens = new ConcurrentHashMap<>();

    String code(Login login) {
        return put(codes, login);
    }

    String refreshToken(Login login) {
        return put(refreshTokens, login);
    }

    /** @return empty if there is no such code, or it was asked for by somebody else */
    Optional<Login> byCode(String code, String verifier) {
        return Optional.ofNullable(codes.remove(code))
                .filter(login -> login.challenge().isEmpty() || login.challenge().equals(hash(verifier)));
    }

    Optional<Login> byRefreshToken(String token) {
        return Optional.ofNullable(refreshTokens.remove(token));
    }

    private static String put(Map<String, Login> logins, Login login) {
        var id = UUID.randomUUID().toString();
        logins.put(id, login);
        return id;
    }

    private static String hash(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
