package hermes.send.route;

import hermes.common.Position;
import hermes.send.stream.Entry;
import java.util.List;
import java.util.stream.Stream;

/** What a client missed in one stream. */
public sealed interface CatchUpOutcome {

    /** The stream's position at the time of reading. */
    Position head();

    /** Whether nothing of these was lost. */
    static boolean isWhole(CatchUpOutcome... streams) {
        return Stream.of(streams).noneMatch(Lost.class::isInstance);
    }

    /** What is handed out of it. */
    default Stream<Entry> given() {
        return this instanceof All(var _, var entries) ? entries.stream() : Stream.of();
    }

    /** @param entries all of them, in the order of their offsets */
    record All(Position head, List<Entry> entries) implements CatchUpOutcome {}

    /** Something of it cannot be had any more, or it is too much; nothing partial is handed out. */
    record Lost(Position head) implements CatchUpOutcome {}

    /** The client has no position from which something could be missed. */
    record NotAsked(Position head) implements CatchUpOutcome {}
}
