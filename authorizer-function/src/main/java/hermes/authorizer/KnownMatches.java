package hermes.authorizer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks secrets against bcrypt hashes, and remembers which have matched, because a check is nearly all that a handshake
 * costs. Nothing but that a secret matches a hash is remembered, which is true for ever; whether the hash is
 * still the stored one is for whoever asks to know. Thread-safe.
 *
 * <p>
 * A pair is kept as its MAC, under a key that only this process has. So neither secrets nor hashes pile up in memory, and
 * nobody can choose what is looked up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104, HMAC</a>
 */
final class KnownMatches {

    /** Some 2 MB: those that were asked for last. */
    static final int MOST = 10_000;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final BiPredicate<BcryptHash, String> check;
    private final Map<ByteBuffer, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > MOST;
        }
    };
    private SecretKeySpec key;

    KnownMatches() {
        this(BcryptHash::matches);
    }

    /** @param check is asked about what is not known */
    KnownMatches(BiPredicate<BcryptHash, String> check) {
        this.check = check;
    }

    /** @param secret at most 72 bytes, as {@link BcryptHash#matches} wants it */
    boolean matches(BcryptHash hash, String secret) {
        var pair = mac(hash, secret);
        if (isKnown(pair)) {
            return true;
        }
        boolean matches = check.test(hash, secret);
        if (matches) {
            remember(pair);
        }
        return matches;
    }

    private synchronized boolean isKnown(ByteBuffer pair) {
        return known.get(pair) != null;
    }

    private synchronized void remember(ByteBuffer pair) {
        known.put(pair, true);
    }

    /** All hashes are equally long, so no two pairs are the same bytes. */
    private ByteBuffer mac(BcryptHash hash, String secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            mac.update(hash.text().getBytes(US_ASCII));
            return ByteBuffer.wrap(mac.doFinal(secret.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    /** Drawn with the first pair, not before: processes that are restored from one snapshot must not share it. */
    private synchronized SecretKeySpec key() {
        if (key == null) {
            var drawn = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(drawn);
            key = new SecretKeySpec(drawn, ALGORITHM);
        }
        return key;
    }
}
