package hermes.send.stream;

import hermes.common.Position;
import hermes.common.StreamName;
import hermes.send.invocation.Deadline;
import java.util.List;
import java.util.function.Predicate;

/**
 * The recent past of every stream: what was appended, at contiguous offsets, until it expires. Implementations
 * may be shared between threads.
 *
 * <p>
 * All reads are strongly consistent. Every method throws an unchecked exception when the store does not answer;
 * nothing, or everything, was appended then.
 */
public interface Streams {

    /** The most that one call appends: one transaction holds 100 items, the head and two for each notification. */
    int MOST_AT_ONCE = 49;

    /** The position behind the last notification; {@link Position#START} if nothing was ever appended. */
    Position head(StreamName stream);

    /**
     * Appends, in this order and with contiguous offsets, what the stream does not have. A notification whose
     * id it has is not appended again: the entry of the first one is returned in its place, unless that has
     * expired in this very moment.
     *
     * @param contents 1 to {@link #MOST_AT_ONCE}, no two with the same id
     * @return in the order of the offsets
     * @throws StreamBusyException if others kept appending for as long as it was to try; at once if they did a moment ago, and
     *     it was to give way
     * @throws hermes.send.invocation.OutOfTimeException also if the store took no more until the deadline
     */
    List<Entry> append(StreamName stream, List<Content> contents, Contention contention, Deadline deadline);

    /** The same, until the deadline. */
    default List<Entry> append(StreamName stream, List<Content> contents, Deadline deadline) {
        return append(stream, contents, Contention.PERSIST, deadline);
    }

    /** The unexpired entries from one offset to another, both included, in their order. */
    default List<Entry> read(StreamName stream, long first, long last) {
        return read(stream, first, last, _ -> true);
    }

    /**
     * As many of them as somebody wants: the store is read page by page, and no further.
     *
     * @param wanted is asked for each in turn; the first that it does not want is not in the result, and nothing after it
     */
    List<Entry> read(StreamName stream, long first, long last, Predicate<Entry> wanted);
}
