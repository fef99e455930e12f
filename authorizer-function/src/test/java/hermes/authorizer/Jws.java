package hermes.authorizer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and checks tokens with nothing but the JDK, so that tests do not trust the library under test. */
final class Jws {
    static final String KEY = "a-key-of-tests-that-has-sixty-four-bytes-as-HS512-wants-it-to-be";
    static final String OTHER_KEY = KEY.toUpperCase(Locale.ROOT);
    /** When tokens are checked. */
    static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    static final String HEADER = "{\"alg\":\"HS512\"}";

    private Jws() {}

    static String signed(String claims) {
        return signed(HEADER, claims, KEY);
    }

    static String signed(String header, String claims, String key) {
        return signed(header, claims, key, "HmacSHA512");
    }

    static String signed(String header, String claims, String key, String mac) {
        return signedParts(encoded(header), encoded(claims), key, mac);
    }

    static String signed(byte[] header, byte[] claims) {
        return signedParts(encoded(header), encoded(claims));
    }

    /** Of parts that are encoded already, however badly. */
    static String signedParts(String header, String claims) {
        return signedParts(header, claims, KEY, "HmacSHA512");
    }

    private static String signedParts(String header, String claims, String key, String mac) {
        var content = header + "." + claims;
        return content + "." + encoded(mac(content, key, mac));
    }

    /** Whether it has three parts, of which the third is the HS512 signature of the others. */
    static boolean verifies(String token, String key) {
        var end = token.lastIndexOf('.');
        try {
            return token.chars().filter(c -> c == '.').count() == 2
                    && MessageDigest.isEqual(mac(token.substring(0, end), key, "HmacSHA512"),
                            Base64.getUrlDecoder().decode(token.substring(end + 1)));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] mac(String content, String key, String algorithm) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
