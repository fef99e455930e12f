package hermes.common.inbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What a user has done with an inbox. Immutable.
 *
 * @param version one more with each change; 0 of what is not stored yet
 * @param refs of the last marks, the latest last
 */
public record InboxState(long version, StreamState inbox, StreamState announcements, List<String> refs) {

    /** With offsets of six digits an item of about 7 KB; more would come of reading every second of 1,000. */
    public static final int MOST_RANGES = 500;

    /** A mark that is repeated after so many others is applied again. */
    public static final int MOST_REFS = 32;

    public InboxState {
        refs = List.copyOf(refs);
    }

    /** @throws TooManyRangesException if the mark makes them more, and there would be too many */
    InboxState marked(Mark mark, long lastOfInbox, long lastOfAnnouncements) {
        if (mark.ref().filter(refs::contains).isPresent()) {
            return this;
        }
        var marked = new InboxState(version,
                mark.inbox().map(part -> inbox.marked(part, lastOfInbox)).orElse(inbox),
                mark.announcements().map(part -> announcements.marked(part, lastOfAnnouncements))
                        .orElse(announcements),
                mark.ref().map(this::refsWith).orElse(refs));
        if (marked.ranges() > MOST_RANGES && marked.ranges() > ranges()) {
            throw new TooManyRangesException(marked.ranges());
        }
        return marked;
    }

    InboxState next() {
        return new InboxState(version + 1, inbox, announcements, refs);
    }

    int ranges() {
        return inbox.ranges() + announcements.ranges();
    }

    private List<String> refsWith(String ref) {
        List<String> all = new ArrayList<>(refs);
        all.add(ref);
        return all.subList(Math.max(0, all.size() - MOST_REFS), all.size());
    }
}
