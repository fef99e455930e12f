package hermes.authorizer;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.local.identity.IssuerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;

/**
 * Whether a token of an issuer may be allowed, by code that the function does not have: the library's algorithms where
 * it has them, which the function does not use, and claims read by themselves.
 */
record IndependentCheck(List<IssuerKey> published, String issuer, String audience, long now) {
    static final String DEFAULT_ROOM = "lobby";

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean allows(String token, String user, String room) {
        try {
            var parts = token.split("\\.", -1);
            var header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return parts.length == 3 && !header.has("crit") && isSigned(token, parts, header)
                    && says(claims, user, room);
        } catch (IllegalArgumentException | IOException | IndexOutOfBoundsException _) {
            return false;
        }
    }

    private boolean says(JsonNode claims, String user, String room) {
        var audiences = claims.get("aud");
        boolean forUs = audiences.isArray()
                ? audiences.valueStream().anyMatch(one -> audience.equals(one.textValue()))
                : audience.equals(audiences.textValue());
        return forUs && issuer.equals(claims.path("iss").textValue()) && claims.path("exp").asLong() > now
                && claims.path("nbf").asLong(now) <= now + 60 && claims.path("sub").asText().equals(user)
                && room(claims.path("room")).equals(room);
    }

    private static String room(JsonNode claim) {
        if (claim.isArray()) {
            return room(claim.path(0));
        }
        return claim.isNull() || claim.isMissingNode() ? DEFAULT_ROOM : claim.asText();
    }

    private boolean isSigned(String token, String[] parts, JsonNode header) {
        return published.stream().filter(key -> key.algorithm().equals(header.path("alg").asText()))
                .filter(key -> !header.has("kid") || key.id().equals(header.get("kid").asText()))
                .anyMatch(key -> isSigned(token, parts, key));
    }

    private static boolean isSigned(String token, String[] parts, IssuerKey key) {
        try {
            switch (key.algorithm()) {
                case "RS256" ->
                    Algorithm.RSA256((RSAPublicKey) key.publicKey(), null).verify(JWT.decode(token));
                case "RS384" ->
                    Algorithm.RSA384((RSAPublicKey) key.publicKey(), null).verify(JWT.decode(token));
                case "RS512" ->
                    Algorithm.RSA512((RSAPublicKey) key.publicKey(), null).verify(JWT.decode(token));
                case "ES256" ->
                    Algorithm.ECDSA256((ECPublicKey) key.publicKey(), null).verify(JWT.decode(token));
                case "ES384" ->
                    Algorithm.ECDSA384((ECPublicKey) key.publicKey(), null).verify(JWT.decode(token));
                case "ES512" ->
                    Algorithm.ECDSA512((ECPublicKey) key.publicKey(), null).verify(JWT.decode(token));
                default -> {
                    return verifies(parts, key);
                }
            }
            return true;
        } catch (RuntimeException | GeneralSecurityException _) {
            return false;
        }
    }

    /** What the library has not. */
    private static boolean verifies(String[] parts, IssuerKey key) throws GeneralSecurityException {
        var verification = Signature.getInstance(key.algorithm().equals("EdDSA") ? "EdDSA" : "RSASSA-PSS");
        if (!key.algorithm().equals("EdDSA")) {
            int bits = Integer.parseInt(key.algorithm().substring(2));
            verification.setParameter(new PSSParameterSpec("SHA-" + bits, "MGF1",
                    new MGF1ParameterSpec("SHA-" + bits), bits / 8, 1));
        }
        verification.initVerify(key.publicKey());
        verification.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return verification.verify(Base64.getUrlDecoder().decode(parts[2]));
    }
}
