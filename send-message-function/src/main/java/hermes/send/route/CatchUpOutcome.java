package hermes.send.route;

import hermes.common.Position;
import hermes.send.stream.Entry;
import java.util.List;

/** What a client missed in one stream. */
public sealed interface CatchUpOutcome {

    /** The stream's position at the time of reading. */
    Position head();

    /** @param entries all of them, in the order of their offsets */
    record All(Position head, List<Entry> entries) implements CatchUpOutcome {}

    /** Something of it cannot be had any more, or it is too much; nothing partial is handed out. */
    record Lost(Position head) implements CatchUpOutcome {}

    /** The client has no position from which something could be missed. */
    record NotAsked(Position head) implements CatchUpOutcome {}
}
