package hermes.send.inbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import hermes.common.OffsetRange;
import hermes.common.inbox.InboxView;
import hermes.common.inbox.Inboxes;
import hermes.common.inbox.Mark;
import hermes.common.inbox.Ranges;
import hermes.common.inbox.StreamMark;
import hermes.common.inbox.TooManyRangesException;
import hermes.send.delivery.BeforeDelivery;
import hermes.send.invocation.Invocation;
import hermes.send.json.Json;
import hermes.send.stream.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody has written is read by its author. The mark is made before the notification is delivered, so that no device of
 * the author's shows it as new in between. An author without a state needs none for an announcement, because announcements
 * count from the state on; so a publisher that is no user costs one read and leaves nothing behind. Thread-safe.
 */
public final class OwnNotifications implements BeforeDelivery {
    private final Inboxes inboxes;
    private final StateFrames stateFrames;

    public OwnNotifications(Inboxes inboxes, StateFrames stateFrames) {
        this.inboxes = inboxes;
        this.stateFrames = stateFrames;
    }

    @Override
    public void appended(List<Entry> entries, Invocation invocation) {
        var stream = entries.getFirst().stream();
        if (!stream.kind().inInbox()) {
            return;
        }
        Map<String, List<Entry>> byAuthor = entries.stream()
                .collect(groupingBy(OwnNotifications::author));
        byAuthor.forEach((author, own) -> {
            if (!author.isEmpty() && stream.user().map(author::equals).orElse(true)) {
                markAndTell(author, own, invocation);
            }
        });
    }

    private void markAndTell(String author, List<Entry> own, Invocation invocation) {
        var room = own.getFirst().stream().room();
        try {
            mark(author, own).ifPresent(
                    view -> stateFrames.post(room, author, view, Optional.empty(), invocation));
        } catch (TooManyRangesException e) {
            // It cannot succeed later either, and others wait for the notification; to its author it stays unread.
            invocation.log().error("own_not_marked", e, line -> Entry.addIds(line, own));
        }
    }

    private Optional<InboxView> mark(String author, List<Entry> own) {
        var stream = own.getFirst().stream();
        var read = Optional.of(StreamMark.read(own.getFirst().epoch(), Ranges.of(own.stream()
                .map(entry -> new OffsetRange(entry.offset(), entry.offset())).toList())));
        return stream.user().isPresent()
                ? Optional.of(inboxes.mark(stream.room(), author,
                        new Mark(read, Optional.empty(), Optional.empty())))
                : inboxes.markIfPresent(stream.room(), author,
                        new Mark(Optional.empty(), read, Optional.empty()));
    }

    /** Empty if no user can be called so. */
    private static String author(Entry entry) {
        var author = Json.parse(entry.content().author());
        return author.isString() || author.isInteger() ? author.string() : "";
    }
}
