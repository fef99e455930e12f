package hermes.local.stack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of the form AWS gives, the same in every run so that what people write down stays true. */
public final class StableIds {

    private StableIds() {}

    /** Ten lower-case letters and digits. */
    public static String api(StackIdentity stack, String logicalId) {
        return "a" + hash(stack.name() + "/" + logicalId).substring(0, 9);
    }

    /** The six characters that Secrets Manager appends to a name. */
    public static String suffix(String name) {
        return hash(name).substring(0, 6);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
            // The leading 1 keeps the number from being short.
            return BigInteger.ONE.shiftLeft(256).or(new BigInteger(1, digest)).toString(36).substring(1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
