package hermes.common.inbox;

import hermes.common.Position;
import hermes.common.StreamName;
import hermes.common.inbox.StreamReader.Expiry;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the floor of a stream: the highest offset of what is over. Nothing in a stream expires before what stands in front of
 * it, as the append sees to, so what is over is a beginning of the stream, deleted or not, and the floor lies where the first
 * one stands that is still good.
 *
 * <p>
 * That is asked of the stream whenever an inbox is looked at or marked, so that nobody has to be told that something has
 * expired, and the badge cannot count it. As long as nothing has, it is one read of one item. Else the search doubles its
 * steps from the floor that was known, then halves them: about 2 log2(n) reads for n that have expired, and what DynamoDB has
 * deleted is skipped by a single one. The new floor is stored, so they are paid once.
 */
final class Floor {
    private final StreamReader reader;
    private final StreamName stream;
    private final Instant now;
    private long over;
    private Optional<Expiry> good = Optional.empty();

    private Floor(StreamReader reader, StreamName stream, long over, Instant now) {
        this.reader = reader;
        this.stream = stream;
        this.over = over;
        this.now = now;
    }

    /**
     * @param known an offset up to which all is over
     * @param head that the stream had before this is asked
     * @return where it is, and the first above it
     */
    static Found search(StreamReader reader, StreamName stream, long known, Position head, Instant now) {
        var floor = new Floor(reader, stream, known, now);
        floor.ask(known + 1, head.offset());
        for (long step = 1; floor.good.isEmpty() && floor.over < head.offset(); step *= 2) {
            floor.ask(Math.min(floor.over + step, head.offset()), head.offset());
        }
        while (floor.good.isPresent() && floor.good.get().offset() > floor.over + 1) {
            floor.ask(floor.over + (floor.good.get().offset() - floor.over) / 2, head.offset());
        }
        return new Found(floor.over, floor.good);
    }

    /** What is between the offset and the first that is stored from there on has been deleted, and so has all before it. */
    private void ask(long from, long to) {
        var first = from > to ? Optional.<Expiry>empty() : reader.first(stream, from, to);
        if (first.isEmpty()) {
            over = to;
        } else if (first.get().over(now)) {
            over = first.get().offset();
        } else {
            good = first;
            over = first.get().offset() > from ? first.get().offset() - 1 : over;
        }
    }

    /** @param first above the floor; empty if there is none */
    record Found(long floor, Optional<Expiry> first) {}
}
