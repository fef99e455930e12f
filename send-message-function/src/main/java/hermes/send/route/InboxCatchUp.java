package hermes.send.route;

import hermes.common.Position;
import hermes.common.StreamName;
import hermes.common.inbox.StreamView;
import hermes.send.inbox.InboxMessages;
import hermes.send.inbox.Owner;
import java.util.Optional;

/** Finds what a client missed in its inbox. Thread-safe. */
final class InboxCatchUp {
    private final InboxMessages inbox;
    private final CatchUp catchUp;

    InboxCatchUp(InboxMessages inbox, CatchUp catchUp) {
        this.inbox = inbox;
        this.catchUp = catchUp;
    }

    MissedInInbox since(Owner owner, ResumeRequest.OfInbox asked, CatchUpBudget budget) {
        var view = inbox.look(owner);
        return new MissedInInbox(view,
                since(StreamName.ofInbox(owner.room(), owner.user()), asked.inbox(), view.inbox(), budget),
                since(StreamName.ofAnnouncements(owner.room()), asked.announcements(), view.announcements(),
                        budget));
    }

    private CatchUpOutcome since(StreamName stream, Optional<Position> position, StreamView view,
            CatchUpBudget budget) {
        return catchUp.since(stream, position.map(from -> aboveFloor(from, view)), view.head(), budget);
    }

    /** What is over nobody can miss. */
    private static Position aboveFloor(Position from, StreamView view) {
        return from.isStart() || from.epoch().equals(view.head().epoch())
                ? new Position(view.head().epoch(), Math.max(from.offset(), view.state().floor()))
                : from;
    }
}
