package hermes.benchmarks.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests to {@code @connections} as AWS's SDKs send them, signed. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a>
 */
public final class SignedPosts {

    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";
    private static final String SECRET = "measured";

    private final String host;
    private final String stage;
    private final String text;
    private final String hash;
    private final String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC)
            .format(Instant.now());
    private final String scope = time.substring(0, 8) + "/us-east-1/execute-api/aws4_request";
    private final byte[] key;

    /** @param text what is posted, of ASCII characters */
    public SignedPosts(int port, String stage, String text) {
        this.host = "127.0.0.1:" + port;
        this.stage = stage;
        this.text = text;
        this.hash = hex(text);
        byte[] derived = ("AWS4" + SECRET).getBytes(StandardCharsets.US_ASCII);
        for (var part : scope.split("/")) {
            derived = mac(derived, part);
        }
        this.key = derived;
    }

    /** @param id of the connection, with characters that need no escape but {@code =} */
    public byte[] request(String id) {
        var path = "/%s/%%40connections/%s".formatted(stage, id.replace("=", "%3D"));
        var canonical = "POST\n%s\n\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n\n%s\n%s"
                .formatted(path.replace("%", "%25"), host, hash, time, SIGNED, hash);
        var signature = HexFormat.of().formatHex(mac(key, "AWS4-HMAC-SHA256\n%s\n%s\n%s"
                .formatted(time, scope, hex(canonical))));
        return """
            POST %s HTTP/1.1\r
            Host: %s\r
            X-Amz-Date: %s\r
            X-Amz-Content-Sha256: %s\r
            Authorization: AWS4-HMAC-SHA256 Credential=measured/%s, SignedHeaders=%s, Signature=%s\r
            Content-Type: application/octet-stream\r
            Content-Length: %d\r
            \r
            %s""".formatted(path, host, time, hash, scope, SIGNED, signature, text.length(), text)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
