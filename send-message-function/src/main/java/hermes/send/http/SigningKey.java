package hermes.send.http;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * What signs the requests of one day with one set of credentials. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signing-key">
 *      Derive a signing key</a>
 */
final class SigningKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final Purpose purpose;
    private final String date;
    private final Mac mac;

    private SigningKey(Purpose purpose) {
        this.purpose = purpose;
        date = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(purpose.day()));
        byte[] key = ("AWS4" + purpose.secret()).getBytes(StandardCharsets.UTF_8);
        for (String step : new String[]{date, purpose.region(), purpose.service(), "aws4_request"}) {
            key = mac(key).doFinal(step.getBytes(StandardCharsets.UTF_8));
        }
        mac = mac(key);
    }

    static SigningKey of(Purpose purpose) {
        return new SigningKey(purpose);
    }

    Purpose purpose() {
        return purpose;
    }

    /** As {@code yyyyMMdd}. */
    String date() {
        return date;
    }

    String scope() {
        return date + "/" + purpose.region() + "/" + purpose.service() + "/aws4_request";
    }

    /** @return in hexadecimal digits */
    String signature(String text) {
        try {
            var copy = (Mac) mac.clone();
            return HexFormat.of().formatHex(copy.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HMAC can be cloned", e);
        }
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256", e);
        }
    }

    /**
     * What a key is for. Immutable.
     *
     * @param day since 1970-01-01, in UTC
     */
    record Purpose(String accessKeyId, String secret, String region, String service, long day) {

        static Purpose of(AwsCredentialsIdentity identity, String region, String service, long day) {
            return new Purpose(identity.accessKeyId().strip(), identity.secretAccessKey().strip(), region,
                    service, day);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return accessKeyId + "/" + day + "/" + region + "/" + service;
        }
    }
}
