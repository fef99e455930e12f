package hermes.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The message group of a room on the queues. SQS takes fewer characters and fewer bytes than a room's id may have, so
 * that what does not fit is known by its hash.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html">
 *      MessageGroupId</a>
 */
public final class Groups {

    /** Letters, digits and punctuation of ASCII. */
    private static final Pattern TAKEN_BY_SQS = Pattern.compile("[!-~]{1,128}");

    private Groups() {}

    /**
     * @param id of a room, or of a notification whose deduplication id is wanted: the same rule holds for both
     * @return the id itself if SQS takes it, else {@code sha256-} and the hash of its UTF-8 in small hexadecimal digits
     */
    public static String of(String id) {
        return TAKEN_BY_SQS.matcher(id).matches() ? id : "sha256-" + sha256(id);
    }

    private static String sha256(String id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
