package hermes.local.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.stack.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * A private key with the one algorithm that it signs with: RS, PS or ES with 256, 384 or 512, or EdDSA (Ed25519).
 * Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518">RFC 7518, JSON Web Algorithms</a>
 */
public final class IssuerKey {

    /** As most providers' keys; those of 3,072, which the JDK makes otherwise, take four times as long. */
    private static final int RSA_BITS = 2048;

    private static final int ED25519_BYTES = 32;

    private final String algorithm;
    private final String id = UUID.randomUUID().toString();
    private final KeyPair pair;

    private IssuerKey(String algorithm, KeyPair pair) {
        this.algorithm = algorithm;
        this.pair = pair;
    }

    public static IssuerKey generate(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(switch (algorithm.substring(0, 2)) {
                case "RS", "PS" -> "RSA";
                case "ES" -> "EC";
                default -> "Ed25519";
            });
            switch (algorithm) {
                case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" -> generator.initialize(RSA_BITS);
                case "ES256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "ES384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case "ES512" -> generator.initialize(new ECGenParameterSpec("secp521r1"));
                default -> {
                    // Ed25519 has one size.
                }
            }
            return new IssuerKey(algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("There are no keys for " + algorithm, e);
        }
    }

    /** The same pair under another algorithm of its kind, and under another id. */
    public IssuerKey signingWith(String other) {
        return new IssuerKey(other, pair);
    }

    public String algorithm() {
        return algorithm;
    }

    /** The {@code kid} of its tokens. */
    public String id() {
        return id;
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The public half, as it is published; a new one each time. */
    public ObjectNode jwk() {
        var jwk = Json.object().put("kid", id).put("use", "sig").put("alg", algorithm);
        return switch (pair.getPublic()) {
            case RSAPublicKey rsa -> jwk.put("kty", "RSA").put("n", number(rsa.getModulus(), 0))
                    .put("e", number(rsa.getPublicExponent(), 0));
            case ECPublicKey ec -> {
                int bits = ec.getParams().getOrder().bitLength();
                int bytes = (bits + 7) / 8;
                yield jwk.put("kty", "EC").put("crv", "P-" + bits)
                        .put("x", number(ec.getW().getAffineX(), bytes))
                        .put("y", number(ec.getW().getAffineY(), bytes));
            }
            default -> {
                byte[] encoded = pair.getPublic().getEncoded();
                yield jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", base64(
                        Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length)));
            }
        };
    }

    /** @param claims a JSON object */
    public String token(String claims) {
        return token("{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm, id), claims);
    }

    /** @param header a JSON object, which may say what is not so */
    public String token(String header, String claims) {
        var content = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        return content + "." + base64(sign(content.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] sign(byte[] content) {
        try {
            var signature = signature();
            signature.initSign(pair.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This key does not sign", e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        var bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            case "PS" -> {
                var pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(
                        new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits),
                                Integer.parseInt(bits) / 8, PSSParameterSpec.TRAILER_FIELD_BC));
                yield pss;
            }
            default -> Signature.getInstance("Ed25519");
        };
    }

    /** @param length of the bytes, to which zeros are filled up before them; 0: as few as can be */
    private static String number(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] filled = new byte[Math.max(length, bytes.length - from)];
        System.arraycopy(bytes, from, filled, filled.length - bytes.length + from, bytes.length - from);
        return base64(filled);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
