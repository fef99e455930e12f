package hermes.authorizer;

import java.util.Optional;
import java.util.regex.Pattern;
import org.mindrot.jbcrypt.BCrypt;

/**
 * A bcrypt hash, written by whichever language. Immutable.
 *
 * <p>
 * {@code $2b$} (OpenBSD, Python, Node) and {@code $2y$} (PHP) are the same algorithm as the {@code $2a$} of Ruby and
 * Java: they only say that the writer does not have a bug which the others never had.
 */
final class BcryptHash {

    /** Cost 04 to 14: each step doubles the time, and 14 takes about a second of a whole CPU. */
    private static final Pattern FORM = Pattern
            .compile("\\$2[aby](\\$(?:0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53})");

    private final String hash;

    private BcryptHash(String hash) {
        this.hash = hash;
    }

    /** @return empty if it is not a bcrypt hash, or one too costly to check while a browser waits */
    static Optional<BcryptHash> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches() ? Optional.of(new BcryptHash("$2a" + match.group(1))) : Optional.empty();
    }

    /** The same for all ways to write it. */
    String text() {
        return hash;
    }

    /** @param secret at most 72 bytes: bcrypt does not look at more */
    boolean matches(String secret) {
        return BCrypt.checkpw(secret, hash);
    }
}
