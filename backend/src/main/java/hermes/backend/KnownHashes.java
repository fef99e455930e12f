package hermes.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Makes bcrypt hashes of fingerprints, and remembers whose they are, because making or checking one takes as long as a
 * thousand signatures. It remembers of what a hash is, never that it is stored. Thread-safe.
 */
final class KnownHashes {

    /** Some 3 MB: those that were asked for last. */
    static final int MOST = 10_000;

    /** What is hashed has 256 random bits already: a higher cost would only make every handshake slower. */
    private static final int BCRYPT_COST = 10;
    private static final Pattern OURS = Pattern.compile("\\$2a\\$10\\$[./A-Za-z0-9]{53}");

    private final Map<String, String> byFingerprint = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    private final BiPredicate<String, String> check;

    KnownHashes() {
        this(BCrypt::checkpw);
    }

    /** @param check whether the second is a hash of the first */
    KnownHashes(BiPredicate<String, String> check) {
        this.check = check;
    }

    /** A new one. */
    String hash(String fingerprint) {
        var hash = BCrypt.hashpw(fingerprint, BCrypt.gensalt(BCRYPT_COST));
        remember(fingerprint, hash);
        return hash;
    }

    /** Whether it is a hash of the fingerprint that this library could have made. */
    boolean isOf(String fingerprint, String hash) {
        if (isRemembered(fingerprint, hash)) {
            return true;
        }
        boolean matches = OURS.matcher(hash).matches() && check.test(fingerprint, hash);
        if (matches) {
            remember(fingerprint, hash);
        }
        return matches;
    }

    private synchronized boolean isRemembered(String fingerprint, String hash) {
        return hash.equals(byFingerprint.get(fingerprint));
    }

    private synchronized void remember(String fingerprint, String hash) {
        byFingerprint.put(fingerprint, hash);
    }
}
