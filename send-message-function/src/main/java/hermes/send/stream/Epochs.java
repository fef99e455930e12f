package hermes.send.stream;

import java.security.SecureRandom;

/** Makes the random names of new streams' lives. Thread-safe. */
public final class Epochs {

    /** 41 bits: that a stream is made anew is rare, that it then gets the same name does not happen. */
    public static final int LENGTH = 8;

    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

    // Not seeded before a snapshot is taken: two functions restored from one would make the same names.
    private final SecureRandom random = new SecureRandom();

    String next() {
        var epoch = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            epoch.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return epoch.toString();
    }
}
