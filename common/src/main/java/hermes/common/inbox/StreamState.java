package hermes.common.inbox;

import hermes.common.Position;

/**
 * What a user has done with one stream of an inbox. Immutable.
 *
 * @param epoch the life of the stream that the offsets are of
 * @param floor everything up to it is over: expired, or older than the user's first visit
 * @param seen the highest offset that the user has looked at; not below the floor
 * @param read only what is above the floor
 * @param archived likewise
 */
public record StreamState(String epoch, long floor, long seen, Ranges read, Ranges archived) {

    /** Of a user who has everything above a position before him. */
    public static StreamState above(Position position) {
        return new StreamState(position.epoch(), position.offset(), position.offset(), Ranges.NONE,
                Ranges.NONE);
    }

    /** Of the offsets that it speaks of. */
    long highest() {
        return Math.max(Math.max(floor, seen), Math.max(read.last(), archived.last()));
    }

    /**
     * The same without what is over; of another life of the stream nothing is left.
     *
     * @param over the present epoch, and the highest offset of what is over in it
     */
    StreamState without(Position over) {
        if (!epoch.equals(over.epoch())) {
            return above(over);
        }
        var gone = Ranges.of(1, over.offset());
        return new StreamState(epoch, over.offset(), Math.max(seen, over.offset()), read.minus(gone),
                archived.minus(gone));
    }

    /** @param last offset of the stream: nothing behind it can be marked */
    StreamState marked(StreamMark mark, long last) {
        if (!mark.epoch().equals(epoch)) {
            return this;
        }
        var all = Ranges.of(floor + 1, last);
        return new StreamState(epoch, floor, Math.max(seen, Math.min(mark.seen(), last)),
                read.plus(mark.read().common(all)).minus(mark.unread()),
                archived.plus(mark.archived().common(all)).minus(mark.unarchived()));
    }

    int ranges() {
        return read.asList().size() + archived.asList().size();
    }
}
