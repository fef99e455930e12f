package hermes.authorizer.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads the public keys of JSON Web Keys.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-6">RFC 7518, RSA and EC keys</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037">RFC 8037, Ed25519 keys</a>
 */
final class JwkParser {

    /** RFC 7518, 3.3. */
    private static final int SHORTEST_RSA_BITS = 2048;

    private static final int ED25519_BYTES = 32;

    /** What stands before the bytes of such a key in its X.509 encoding (RFC 8410, 4). */
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private JwkParser() {}

    /** @return empty if it is no such key */
    static Optional<PublicKey> parse(JsonNode jwk) {
        try {
            return switch (jwk.path("kty").asText()) {
                case "RSA" -> Optional.of(rsa(jwk));
                case "EC" -> Optional.of(ec(jwk));
                case "OKP" -> Optional.of(ed25519(jwk));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // RFC 7517, 5: what one does not understand in a set is passed over, for the sake of the others.
            return Optional.empty();
        }
    }

    private static PublicKey rsa(JsonNode jwk) throws GeneralSecurityException {
        var modulus = number(jwk, "n");
        require(modulus.bitLength() >= SHORTEST_RSA_BITS);
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, number(jwk, "e")));
    }

    private static PublicKey ec(JsonNode jwk) throws GeneralSecurityException {
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec(switch (jwk.path("crv").asText()) {
            case "P-256" -> "secp256r1";
            case "P-384" -> "secp384r1";
            case "P-521" -> "secp521r1";
            default -> throw new IllegalArgumentException("another curve");
        }));
        var parameters = curve.getParameterSpec(ECParameterSpec.class);
        var point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        require(isOn(parameters, point));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
    }

    /** Java takes any point; one elsewhere would be verified on another, weaker curve. */
    private static boolean isOn(ECParameterSpec parameters, ECPoint point) {
        var curve = parameters.getCurve();
        var prime = ((ECFieldFp) curve.getField()).getP();
        var x = point.getAffineX();
        var y = point.getAffineY();
        var right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return x.compareTo(prime) < 0 && y.compareTo(prime) < 0
                && y.multiply(y).subtract(right).mod(prime).signum() == 0;
    }

    private static PublicKey ed25519(JsonNode jwk) throws GeneralSecurityException {
        require(jwk.path("crv").asText().equals("Ed25519"));
        byte[] key = bytes(jwk, "x");
        require(key.length == ED25519_BYTES);
        var encoded = HexFormat.of().parseHex(ED25519_PREFIX + HexFormat.of().formatHex(key));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static BigInteger number(JsonNode jwk, String member) {
        return new BigInteger(1, bytes(jwk, member));
    }

    private static byte[] bytes(JsonNode jwk, String member) {
        return Base64.getUrlDecoder().decode(jwk.path(member).asText());
    }

    private static void require(boolean met) {
        if (!met) {
            throw new IllegalArgumentException("a key that is not accepted");
        }
    }
}
