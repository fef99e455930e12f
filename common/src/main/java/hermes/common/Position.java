package hermes.common;

/**
 * A place in a stream: everything up to the offset is behind it. Immutable.
 *
 * @param epoch names this life of the stream, so that offsets of another one are not mistaken for its own
 * @param offset 0 before the first notification
 */
public record Position(String epoch, long offset) {

    /** The position in a stream to which nothing was ever appended. */
    public static final Position START = new Position("", 0);

    public boolean isStart() {
        return equals(START);
    }
}
