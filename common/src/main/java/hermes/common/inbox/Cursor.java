package hermes.common.inbox;

import hermes.common.Position;

/**
 * Where a page of an inbox ended. In each stream what stands below the offset is still to come; of another epoch than the
 * present one all is. Immutable.
 */
public record Cursor(Position inbox, Position announcements) {}
