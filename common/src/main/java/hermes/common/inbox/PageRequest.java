package hermes.common.inbox;

import java.util.Optional;

/**
 * Which part of an inbox is wanted. Immutable.
 *
 * @param before where the page before ended, empty for the newest
 */
public record PageRequest(InboxFilter filter, int limit, Optional<Cursor> before) {
    public static final int MOST = 50;
    public static final int USUAL = 20;

    /** @throws IllegalArgumentException if the limit is not 1 to {@link #MOST} */
    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "A page of %d notifications; expected 1 to %d".formatted(limit, MOST));
        }
    }
}
