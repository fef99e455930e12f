package hermes.local.gateway;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
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

    private final SecureRandom random = new SecureRandom();
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

    /** The {@code X-Amzn-Trace-Id} of a request that has none. */
    String trace(Instant now) {
        byte[] id = new byte[TRACE_ID_BYTES];
        random.nextBytes(id);
        return "Root=1-%08x-%s".formatted(now.getEpochSecond(), HexFormat.of().formatHex(id));
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

    private byte[] randomTail() {
        byte[] tail = new byte[BYTES - RISING_BYTES];
        random.nextBytes(tail);
        return tail;
    }
}
