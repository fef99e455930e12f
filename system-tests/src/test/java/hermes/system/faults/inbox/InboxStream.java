package hermes.system.faults.inbox;

import java.util.List;
import java.util.Locale;

/** The two streams of an inbox. */
public enum InboxStream {
    INBOX, ANNOUNCEMENTS;

    static final List<InboxStream> BOTH = List.of(values());

    static InboxStream of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** As frames, states and marks call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
