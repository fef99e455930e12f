package hermes.send.route;

import hermes.common.Position;
import hermes.common.StreamName;
import hermes.send.stream.Entry;
import hermes.send.stream.Streams;
import java.util.List;
import java.util.Optional;

/** Finds what a client missed in one stream: all of it, with proof that nothing is missing, or nothing. Thread-safe. */
public final class CatchUp {

    /**
     * Two hours of one notification every 24 seconds. A client that missed more is quicker served by loading
     * its state anew than by as many frames, and 300 of the largest still fit into the function's memory.
     */
    public static final int MOST_MISSED = 300;

    private final Streams streams;

    public CatchUp(Streams streams) {
        this.streams = streams;
    }

    /** Where the stream is: what is known up to there is everything. */
    public Position head(StreamName stream) {
        return streams.head(stream);
    }

    /**
     * @param position the client's; empty if it has none
     * @param head up to which it is to know everything
     * @param budget shared by what is read for one client
     */
    public CatchUpOutcome since(StreamName stream, Optional<Position> position, Position head,
            CatchUpBudget budget) {
        return position.map(from -> since(stream, from, head, budget))
                .orElseGet(() -> new CatchUpOutcome.NotAsked(head));
    }

    private CatchUpOutcome since(StreamName stream, Position from, Position head, CatchUpBudget budget) {
        // Who knew the stream before it existed has missed everything since.
        String epoch = from.isStart() ? head.epoch() : from.epoch();
        long count = head.offset() - from.offset();
        if (!epoch.equals(head.epoch()) || count < 0 || count > MOST_MISSED) {
            return new CatchUpOutcome.Lost(head);
        }
        List<Entry> entries = count == 0 ? List.of() : read(stream, from, head, budget);
        return entries.size() == count && entries.stream().allMatch(entry -> entry.epoch().equals(epoch))
                ? new CatchUpOutcome.All(head, entries)
                : new CatchUpOutcome.Lost(head);
    }

    private List<Entry> read(StreamName stream, Position from, Position head, CatchUpBudget budget) {
        budget.begin();
        return streams.read(stream, from.offset() + 1, head.offset(), budget::take);
    }
}
