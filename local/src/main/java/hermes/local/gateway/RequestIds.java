package hermes.local.gateway;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Identifiers in the form that API Gateway gives them: eleven bytes in URL-safe base 64, of which the first
 * rise with time, the ninth tells the kind, and the last are common to a connection and its messages. They
 * contain {@code =}, and often {@code -} or {@code _}, which is what code under test must survive. Thread-safe.
 */
final class RequestIds {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{15}=");
    private static final int BYTES = 11;
    private static final int RISING_BYTES = 7;
    private static final int KIND = 8;
    private static final byte OF_CONNECTION = 2;
    private static final byte OF_REQUEST = 5;
    private static final int TRACE_ID_BYTES = 12;
    private static final long UUID_VERSION = 0x4000L;
    private static final long UUID_VARIANT = 1L << 63;

    private final AtomicLong last = new AtomicLong();

    static boolean isWellFormed(String id) {
        return FORM.matcher(id).matches();
    }

    String connection() {
        return next(randomTail(), OF_CONNECTION);
    }

    String message(String connectionId) {
        byte[] connection = Base64.getUrlDecoder().decode(connectionId);
        byte[] tail = new byte[BYTES - RISING_BYTES];
        System.arraycopy(connection, RISING_BYTES, tail, 0, tail.length);
        return next(tail, OF_CONNECTION);
    }

    String request() {
        return next(randomTail(), OF_REQUEST);
    }

    /** As AWS numbers the calls of any service. */
    static String uuid() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | UUID_VERSION,
                random.nextLong() >>> 2 | UUID_VARIANT).toString();
    }

    /** The {@code X-Amzn-Trace-Id} of a request that has none. */
    String trace(Instant now) {
        HexFormat hex = HexFormat.of();
        return "Root=1-" + hex.toHexDigits((int) now.getEpochSecond()) + "-"
                + hex.formatHex(randomBytes(TRACE_ID_BYTES));
    }

    private String next(byte[] tail, byte kind) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        // Rises even if the clock stands still, so no two ids of a gateway are equal.
        long rising = last.updateAndGet(previous -> Math.max(previous + 1, micros));
        byte[] id = new byte[BYTES];
        ByteBuffer.wrap(id).putLong(rising << Byte.SIZE);
        System.arraycopy(tail, 0, id, RISING_BYTES, tail.length);
        id[KIND] = kind;
        return Base64.getUrlEncoder().encodeToString(id);
    }

    private static byte[] randomTail() {
        return randomBytes(BYTES - RISING_BYTES);
    }

    /** To tell requests apart; an id is no secret, so a quick generator will do. */
    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
