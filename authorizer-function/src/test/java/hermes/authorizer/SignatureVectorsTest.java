package hermes.authorizer;

import static hermes.authorizer.Reason.BAD_BASE64;
import static hermes.authorizer.Reason.BAD_SIGNATURE;
import static hermes.authorizer.Reason.MALFORMED;
import static hermes.authorizer.Reason.UNKNOWN_KEY;
import static hermes.authorizer.Reason.WRONG_ALGORITHM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.authorizer.Decision.Allow;
import hermes.authorizer.Decision.Deny;
import hermes.authorizer.issuer.IssuerKeys;
import hermes.authorizer.issuer.IssuerSettings;
import hermes.authorizer.issuer.KeySets;
import hermes.local.identity.IssuerKey;
import hermes.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures and keys as an attacker, or a provider that makes mistakes, would have them; all keys are real. */
class SignatureVectorsTest {
    private static final IssuerKey RSA = IssuerKey.generate("RS256");
    private static final Map<String, IssuerKey> KEYS = Stream
            .concat(Stream.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512").map(RSA::signingWith),
                    Stream.of("ES256", "ES384", "ES512", "EdDSA").map(IssuerKey::generate))
            .collect(Collectors.toMap(IssuerKey::algorithm, Function.identity()));
    private static final IssuerKey OTHER_RSA = IssuerKey.generate("RS256");

    private final SettableClock clock = new SettableClock(Jws.NOW);
    private final String claims = "{\"iss\":\"https://id.example.com\",\"aud\":\"web\",\"sub\":\"7\",\"room\":\"acme\",\"exp\":%d}"
            .formatted(Jws.NOW.getEpochSecond() + 60);

    static Stream<IssuerKey> keys() {
        return KEYS.values().stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void tokenOfEachAlgorithmIsAccepted(IssuerKey key) {
        assertThat(decide(key.token(claims), key.jwk())).isInstanceOf(Allow.class);
        assertThat(decide(key.token(claims), key.jwk().without("alg"))).isInstanceOf(Allow.class);
        assertThat(decide(key.token(header(key.algorithm(), ""), claims), all())).isInstanceOf(Allow.class);
    }

    /** RFC 9864 gives the algorithm a name of its own. */
    @Test
    void ed25519HasTwoNames() {
        var key = KEYS.get("EdDSA");
        var token = key.token(header("Ed25519", key.id()), claims);

        assertThat(decide(token, key.jwk())).isInstanceOf(Allow.class);
        assertThat(decide(key.token(claims), key.jwk().put("alg", "Ed25519"))).isInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void tokenThatNamesAnotherAlgorithmThanItsKeyIsRefused(IssuerKey key) {
        for (var named : KEYS.keySet()) {
            if (!named.equals(key.algorithm())) {
                var token = key.token(header(named, key.id()), claims);
                assertThat(decide(token, key.jwk())).as(named).isEqualTo(new Deny(WRONG_ALGORITHM));
                assertThat(decide(token, key.jwk().without("alg"))).as(named).isInstanceOf(Deny.class);
            }
        }
    }

    /** The public key is known to everybody, and HMAC takes any bytes as its key. */
    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void publicKeyIsNoSecret(String algorithm) {
        var key = KEYS.get("RS256");
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8))
                        .encodeToString(key.publicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (var secret : new String[]{pem, key.jwk().toString(), key.jwk().get("n").asText()}) {
            var token = Jws.signed(header(algorithm, key.id()), claims, secret,
                    "HmacSHA" + algorithm.substring(2));
            assertThat(decide(token, key.jwk())).isEqualTo(new Deny(WRONG_ALGORITHM));
            assertThat(decide(token, key.jwk().put("alg", algorithm))).isInstanceOf(Deny.class);
        }
    }

    @Test
    void symmetricKeyInTheSetIsPassedOver() {
        var secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var oct = KEYS.get("RS256").jwk().put("kty", "oct").put("alg", "HS512").put("k", Jws.encoded(secret));

        assertThat(decide(Jws.signed(header("HS512", oct.get("kid").asText()), claims, secret), oct,
                OTHER_RSA.jwk()))
                .isEqualTo(new Deny(UNKNOWN_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "", "rs256", "RS256 ", "RS1", "ES256K", "A128KW"})
    void unsignedTokenAndUnknownAlgorithmsAreRefused(String algorithm) {
        var key = KEYS.get("RS256");
        var content = Jws.encoded(header(algorithm, key.id())) + "." + Jws.encoded(claims) + ".";

        assertThat(decide(content, key.jwk().without("alg"))).isEqualTo(new Deny(WRONG_ALGORITHM));
        assertThat(decide(key.token(header(algorithm, key.id()), claims), key.jwk().without("alg")))
                .isEqualTo(new Deny(WRONG_ALGORITHM));
    }

    /** The token brings its own key, or says where one lies: nobody looks there. */
    @Test
    void keyInTheTokenIsNotUsed() {
        var own = OTHER_RSA.jwk();
        var key = KEYS.get("RS256");
        for (var member : new String[]{"\"jwk\":" + own, "\"jku\":\"http://127.0.0.1:9/keys\"",
                "\"x5u\":\"http://127.0.0.1:9/\"", "\"x5c\":[\"AA==\"]"}) {
            var header = "{\"alg\":\"RS256\",\"kid\":\"%s\",%s}".formatted(key.id(), member);
            assertThat(decide(OTHER_RSA.token(header, claims), key.jwk())).isEqualTo(new Deny(BAD_SIGNATURE));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signatureThatIsNotWholeOrChangedIsRefused(IssuerKey key) {
        var token = key.token(claims);
        var content = token.substring(0, token.lastIndexOf('.') + 1);
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(content.length()));

        for (var wrong : Stream.of(new byte[0], new byte[1], Arrays.copyOf(signature, signature.length / 2),
                Arrays.copyOf(signature, signature.length - 1),
                Arrays.copyOf(signature, signature.length + 1),
                Arrays.copyOfRange(signature, 1, signature.length), new byte[signature.length],
                changed(signature, 0), changed(signature, signature.length - 1), changed(signature,
                        signature.length / 2))
                .toList()) {
            assertThat(decide(content + Jws.encoded(wrong), key.jwk())).isEqualTo(new Deny(BAD_SIGNATURE));
        }
    }

    /** Both halves with a zero less in front are the same numbers, in another encoding (RFC 7518, 3.4 forbids it). */
    @Test
    void shorterEncodingOfAnEcSignatureIsRefused() {
        var key = KEYS.get("ES256");
        for (int attempt = 0; attempt < 3_000_000; attempt++) {
            var token = key.token(claims.replace("\"7\"", "\"" + attempt % 100_000 + "\""));
            var end = token.lastIndexOf('.') + 1;
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(end));
            if (signature[0] == 0) {
                byte[] longer = new byte[signature.length + 2];
                System.arraycopy(signature, 0, longer, 1, 32);
                System.arraycopy(signature, 32, longer, 34, 32);
                assertThat(decide(token, key.jwk())).isInstanceOf(Allow.class);
                assertThat(decide(token.substring(0, end) + Jws.encoded(longer), key.jwk()))
                        .isEqualTo(new Deny(BAD_SIGNATURE));
                return;
            }
        }
        throw new AssertionError("no signature began with a zero");
    }

    @Test
    void whatIsNoTokenInThreePartsOfBase64UrlIsRefused() {
        var key = KEYS.get("ES256");
        var content = key.token(claims).substring(0, key.token(claims).lastIndexOf('.') + 1);

        assertThat(decide(key.token(claims) + ".", key.jwk())).isEqualTo(new Deny(MALFORMED));
        assertThat(decide(content + "%%%", key.jwk())).isEqualTo(new Deny(BAD_BASE64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enc", "SIG", "", "signature"})
    void keyForAnotherUseIsPassedOver(String use) {
        var key = KEYS.get("RS256");

        assertThat(decide(key.token(claims), key.jwk().put("use", use), OTHER_RSA.jwk()))
                .isEqualTo(new Deny(UNKNOWN_KEY));
    }

    @Test
    void keyForOtherOperationsIsPassedOver() {
        var key = KEYS.get("ES256");
        var encrypting = key.jwk().without("use").deepCopy();
        ((ObjectNode) encrypting).putArray("key_ops").add("encrypt");
        var verifying = (ObjectNode) key.jwk().without("use");
        verifying.putArray("key_ops").add("sign").add("verify");

        assertThat(decide(key.token(claims), encrypting, OTHER_RSA.jwk())).isEqualTo(new Deny(UNKNOWN_KEY));
        assertThat(decide(key.token(claims), verifying)).isInstanceOf(Allow.class);
    }

    @Test
    void keysThatShareAnIdAreEachTried() {
        var id = "shared";
        for (var key : KEYS.values()) {
            var token = key.token(header(key.algorithm(), id), claims);
            var twins = KEYS.values().stream().map(twin -> twin.jwk().put("kid", id))
                    .toArray(JsonNode[]::new);
            assertThat(decide(token, twins)).as(key.algorithm()).isInstanceOf(Allow.class);
        }
        var stranger = IssuerKey.generate("RS256").token(header("RS256", id), claims);
        assertThat(decide(stranger, KEYS.get("RS256").jwk().put("kid", id), OTHER_RSA.jwk().put("kid", id)))
                .isEqualTo(new Deny(BAD_SIGNATURE));
    }

    @Test
    void algorithmOfTheKeyThatDoesNotFitItLeavesNoneOver() {
        assertThat(decide(KEYS.get("RS256").token(claims), KEYS.get("RS256").jwk().put("alg", "ES256"),
                OTHER_RSA.jwk())).isEqualTo(new Deny(UNKNOWN_KEY));
        assertThat(decide(KEYS.get("RS256").token(claims), KEYS.get("RS256").jwk().put("alg", 256),
                OTHER_RSA.jwk())).isEqualTo(new Deny(UNKNOWN_KEY));
    }

    @Test
    void keyOnAnotherCurveThanItSaysIsPassedOver() {
        var p384 = KEYS.get("ES384");
        var lying = p384.jwk().put("crv", "P-256").put("alg", "ES256");
        var moved = KEYS.get("ES256").jwk();
        moved.put("y", moved.get("x").asText());

        assertThat(decide(p384.token(header("ES256", p384.id()), claims), lying, OTHER_RSA.jwk()))
                .isEqualTo(new Deny(UNKNOWN_KEY));
        assertThat(decide(KEYS.get("ES256").token(claims), moved, OTHER_RSA.jwk()))
                .isEqualTo(new Deny(UNKNOWN_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"kty\":\"RSA\"}", "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                    "{\"kty\":\"RSA\",\"n\":\"%\",\"e\":\"AQAB\"}",
                    "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"\",\"y\":\"\"}",
                    "{\"kty\":\"EC\",\"crv\":\"P-256\"}",
                    "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAB\"}",
                    "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                    "7", "null",
                    "[]", "\"RSA\"", "{\"kty\":7}", "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AA\"}"})
    void keyThatIsNoneSpoilsNotTheOthers(String nonsense) throws Exception {
        var key = KEYS.get("EdDSA");
        var broken = new ObjectMapper().readTree(nonsense);

        assertThat(decide(key.token(claims), broken, key.jwk())).isInstanceOf(Allow.class);
    }

    /** RFC 7518, 3.3: no shorter than 2048 bits. */
    @Test
    void shortRsaKeyIsPassedOver() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var modulus = ((RSAPublicKey) generator.generateKeyPair().getPublic()).getModulus();
        var weak = OTHER_RSA.jwk().put("n", Jws.encoded(modulus.toByteArray()));

        assertThat(decide(OTHER_RSA.token(claims), weak, KEYS.get("ES256").jwk()))
                .isEqualTo(new Deny(UNKNOWN_KEY));
    }

    private Decision decide(String token, JsonNode... keys) {
        var settings = new IssuerSettings("https://id.example.com", Set.of("web"), Optional.empty(), "sub",
                Optional.of("room"), Optional.empty(), Optional.empty());
        var issuerKeys = new IssuerKeys(() -> KeySets.of(keys), clock);
        return new IssuedTokens(issuerKeys, settings, (_, _) -> Optional.empty(), clock).decide(token);
    }

    private static JsonNode[] all() {
        return KEYS.values().stream().map(IssuerKey::jwk).toArray(JsonNode[]::new);
    }

    /** @param id empty: the header names no key */
    private static String header(String algorithm, String id) {
        return id.isEmpty()
                ? "{\"alg\":\"%s\"}".formatted(algorithm)
                : "{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, id);
    }

    private static byte[] changed(byte[] bytes, int index) {
        byte[] copy = bytes.clone();
        copy[index] ^= 1;
        return copy;
    }
}
