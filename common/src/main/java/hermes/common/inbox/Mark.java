package hermes.common.inbox;

import java.util.Optional;

/**
 * What a user did with an inbox. Immutable.
 *
 * @param ref names it: one that comes again, because its answer was lost, changes nothing; else it could undo what
 *        another device has done since
 */
public record Mark(Optional<StreamMark> inbox, Optional<StreamMark> announcements, Optional<String> ref) {}
