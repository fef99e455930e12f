package hermes.send.route;

import hermes.common.Parallel;
import hermes.common.Position;
import hermes.common.StreamName;
import hermes.common.inbox.InboxView;
import hermes.common.inbox.StreamView;
import hermes.send.inbox.InboxMessages;
import hermes.send.inbox.Owner;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what a client missed in one room, in two steps: where the streams are, which is cheap and can be asked for all rooms
 * at once; and then what lies before that. Thread-safe.
 */
final class RoomCatchUp {
    private final CatchUp catchUp;
    private final InboxMessages inbox;

    RoomCatchUp(CatchUp catchUp, InboxMessages inbox) {
        this.catchUp = catchUp;
        this.inbox = inbox;
    }

    /** Where the streams of a room are, and whose. */
    record Look(Owner owner, RoomPositions asked, Position room, Position user, Optional<InboxView> inbox) {}

    Look look(Owner owner, RoomPositions asked) {
        var heads = Parallel.map(List.of(StreamName.ofRoom(owner.room()), ofUser(owner)), catchUp::head);
        return new Look(owner, asked, heads.getFirst(), heads.getLast(),
                asked.inbox().map(_ -> inbox.look(owner)));
    }

    /** @param budget what may be read in this room */
    RoomOutcome since(Look look, CatchUpBudget budget) {
        var owner = look.owner();
        List<Supplier<CatchUpOutcome>> streams = List.of(
                () -> catchUp.since(StreamName.ofRoom(owner.room()), look.asked().room(), look.room(),
                        budget),
                () -> catchUp.since(ofUser(owner), look.asked().user(), look.user(), budget));
        var missed = Parallel.map(streams, Supplier::get);
        // After the others, so that an inbox takes nothing of what they may have.
        return new RoomOutcome(look.asked().asks(), missed.getFirst(), missed.getLast(),
                look.asked().inbox().map(asked -> inbox(look, asked, budget)));
    }

    private MissedInInbox inbox(Look look, RoomPositions.OfInbox asked, CatchUpBudget budget) {
        var owner = look.owner();
        var view = look.inbox().orElseThrow();
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

    private static StreamName ofUser(Owner owner) {
        return StreamName.ofUser(owner.room(), owner.user());
    }
}
