package hermes.send.stream;

import hermes.common.Position;
import java.time.Instant;

/**
 * The end of a stream. Immutable.
 *
 * @param latestExpiry of its last notification, so that what is appended never expires before what stands in front of it,
 *        though a parameter or a clock has changed: what is over is always a beginning of the stream
 */
record Head(Position position, Instant latestExpiry) {

    /** Of a stream to which nothing was ever appended. */
    static final Head START = new Head(Position.START, Instant.EPOCH);

    Instant expiry(Instant wanted) {
        return wanted.isAfter(latestExpiry) ? wanted : latestExpiry;
    }
}
