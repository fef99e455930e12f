package hermes.send.stream;

import hermes.common.NotificationLimits;
import java.security.SecureRandom;

/** Makes the random names of new streams' lives. Thread-safe. */
final class Epochs {

    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

    // Not seeded before a snapshot is taken: two functions restored from one would make the same names.
    private final SecureRandom random = new SecureRandom();

    String next() {
        var epoch = new StringBuilder(NotificationLimits.EPOCH_CHARACTERS);
        for (int i = 0; i < NotificationLimits.EPOCH_CHARACTERS; i++) {
            epoch.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return epoch.toString();
    }
}
