package hermes.send;

import java.util.List;

/** What a client missed in one stream. */
sealed interface Missed {

    /** The stream's position at the time of reading. */
    Position head();

    /** @param entries all of them, in the order of their offsets */
    record All(Position head, List<Entry> entries) implements Missed {}

    /** Something of it cannot be had any more, or it is too much; nothing partial is handed out. */
    record Lost(Position head) implements Missed {}

    /** The client has no position from which something could be missed. */
    record NotAsked(Position head) implements Missed {}
}
