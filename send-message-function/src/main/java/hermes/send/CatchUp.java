package hermes.send;

import java.util.List;
import java.util.Optional;

/** Finds what a client missed in one stream: all of it, with proof that nothing is missing, or nothing. Thread-safe. */
final class CatchUp {

    /**
     * Two hours of one notification every 24 seconds. A client that missed more is quicker served by loading
     * its state anew than by as many frames, and 300 of the largest still fit into the function's memory.
     */
    static final int MOST_MISSED = 300;

    private final Streams streams;

    CatchUp(Streams streams) {
        this.streams = streams;
    }

    /** @param position the client's; empty if it has none */
    Missed since(StreamName stream, Optional<Position> position) {
        Position head = streams.head(stream);
        return position.map(from -> since(stream, from, head)).orElseGet(() -> new Missed.NotAsked(head));
    }

    private Missed since(StreamName stream, Position from, Position head) {
        // Who knew the stream before it existed has missed everything since.
        String epoch = from.isStart() ? head.epoch() : from.epoch();
        long count = head.offset() - from.offset();
        if (!epoch.equals(head.epoch()) || count < 0 || count > MOST_MISSED) {
            return new Missed.Lost(head);
        }
        List<Entry> entries = count == 0 ? List.of() : streams.read(stream, from.offset() + 1, head.offset());
        return entries.size() == count && entries.stream().allMatch(entry -> entry.epoch().equals(epoch))
                ? new Missed.All(head, entries)
                : new Missed.Lost(head);
    }
}
