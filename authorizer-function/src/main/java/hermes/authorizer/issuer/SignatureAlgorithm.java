package hermes.authorizer.issuer;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureGenerationException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Set;

/**
 * The algorithms with public keys, by the JDK: the library has RS and ES and neither PS nor EdDSA, and one way for all
 * is less to trust than two. Verifies only. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518, algorithms for signatures</a>
 */
final class SignatureAlgorithm extends Algorithm {

    /** RFC 8037 calls it by the family, RFC 9864 by its own name. */
    private static final Set<String> ED25519 = Set.of("EdDSA", "Ed25519");

    private static final Set<String> RSA = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

    private final PublicKey key;

    /** @param name one of those that the key is for */
    SignatureAlgorithm(String name, PublicKey key) {
        super(name, name);
        this.key = key;
    }

    /** What a key of this kind can be for. */
    static Set<String> namesFor(PublicKey key) {
        return switch (key) {
            case RSAPublicKey _ -> RSA;
            case ECPublicKey ec -> Set.of(switch (ec.getParams().getOrder().bitLength()) {
                case 256 -> "ES256";
                case 384 -> "ES384";
                default -> "ES512";
            });
            default -> ED25519;
        };
    }

    /** All names of one algorithm. */
    static Set<String> namesOf(String name) {
        return ED25519.contains(name) ? ED25519 : Set.of(name);
    }

    @Override
    public void verify(DecodedJWT token) {
        try {
            var verification = verification();
            verification.initVerify(key);
            verification
                    .update((token.getHeader() + "." + token.getPayload()).getBytes(StandardCharsets.UTF_8));
            byte[] signature = Base64.getUrlDecoder().decode(token.getSignature());
            if (!hasItsLength(signature) || !verification.verify(signature)) {
                throw new SignatureVerificationException(this);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SignatureVerificationException(this, e);
        }
    }

    /** For EC keys two numbers of the order's length (RFC 7518, 3.4), which the JDK does not insist on. */
    private boolean hasItsLength(byte[] signature) {
        return !(key instanceof ECPublicKey ec)
                || signature.length == 2 * ((ec.getParams().getOrder().bitLength() + 7) / 8);
    }

    private Signature verification() throws GeneralSecurityException {
        var bits = getName().substring(2);
        return switch (getName().substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "PS" -> pss(Integer.parseInt(bits));
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            default -> Signature.getInstance("Ed25519");
        };
    }

    private static Signature pss(int bits) throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        var hash = "SHA-" + bits;
        signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
        return signature;
    }

    @Override
    public byte[] sign(byte[] content) {
        throw new SignatureGenerationException(this,
                new UnsupportedOperationException("there is no private key"));
    }
}
