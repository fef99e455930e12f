package hermes.common.inbox;

import hermes.common.Position;
import java.util.OptionalLong;

/**
 * One stream of an inbox at one moment. Immutable.
 *
 * @param head behind its last notification
 * @param expiresAt when the first that is not over will be, in seconds since 1970; empty if there is none
 */
public record StreamView(StreamState state, Position head, OptionalLong expiresAt) {

    /** What is neither read, nor archived, nor over. */
    public long unread() {
        return among(InboxFilter.UNREAD, head.offset() + 1).size();
    }

    /** Those of the unread that the user has not looked at. */
    public long unseen() {
        return among(InboxFilter.UNREAD, head.offset() + 1).minus(Ranges.of(1, state.seen())).size();
    }

    /** The offsets below one that a filter lets pass. */
    Ranges among(InboxFilter filter, long before) {
        var all = Ranges.of(state.floor() + 1, Math.min(head.offset(), before - 1));
        return switch (filter) {
            case ALL -> all.minus(state.archived());
            case UNREAD -> all.minus(state.archived()).minus(state.read());
            case ARCHIVED -> all.common(state.archived());
        };
    }

    /** Whether a state that was stored meanwhile speaks of nothing that was not looked at here. */
    boolean covers(StreamState later) {
        return later.epoch().equals(head.epoch()) && later.floor() == state.floor()
                && later.highest() <= head.offset();
    }

    StreamView with(StreamState changed) {
        return new StreamView(changed, head, expiresAt);
    }
}
