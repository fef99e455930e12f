package hermes.common.inbox;

/**
 * What is to change in one stream of an inbox. Immutable.
 *
 * @param epoch of the life of the stream that it means; in another it changes nothing
 * @param unread taken away after {@code read} was added
 * @param unarchived taken away after {@code archived} was added
 * @param seen the highest offset that the user has looked at, 0 to leave it
 */
public record StreamMark(String epoch, Ranges read, Ranges unread, Ranges archived, Ranges unarchived,
        long seen) {

    public static StreamMark read(String epoch, Ranges read) {
        return new StreamMark(epoch, read, Ranges.NONE, Ranges.NONE, Ranges.NONE, 0);
    }
}
