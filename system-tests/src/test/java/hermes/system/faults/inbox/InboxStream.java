package hermes.system.faults.inbox;

import java.util.List;

/** The two streams of an inbox. */
public enum InboxStream {
    INBOX, ANNOUNCEMENTS;

    static final List<InboxStream> BOTH = List.of(values());

    /** As frames, states and marks call it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
