package hermes.common.inbox;

import java.util.List;
import java.util.Optional;

/**
 * A part of an inbox, the newest first. Immutable.
 *
 * @param next where the next page begins; empty if nothing follows
 * @param view of the whole inbox, at the same moment
 */
public record InboxPage(List<InboxItem> items, Optional<Cursor> next, InboxView view) {

    public InboxPage {
        items = List.copyOf(items);
    }
}
