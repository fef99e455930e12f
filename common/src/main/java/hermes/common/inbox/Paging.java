package hermes.common.inbox;

import hermes.common.Parallel;
import hermes.common.Position;
import hermes.common.StreamName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads one page: of each stream the highest offsets that pass the filter, which the state alone tells, so nothing is read
 * that is not wanted and no page is short; then the two merged by the time of appending. Each keeps its own order, and the
 * cursor is an offset in each: clocks that disagree shift the order a little, and lose and repeat nothing. Not for reuse.
 */
final class Paging {

    /** As what is missed: it bounds what one message of a browser can ask for. */
    static final long BYTES = 2L << 20;

    private final InboxView view;
    private final PageRequest request;
    private final List<InboxItem> items = new ArrayList<>();
    private long bytes;

    Paging(InboxView view, PageRequest request) {
        this.view = view;
        this.request = request;
    }

    InboxPage read(StreamReader reader, StreamName inbox, StreamName announcements) {
        var mine = new Part(view.inbox(), inbox, request.before().map(Cursor::inbox));
        var all = new Part(view.announcements(), announcements,
                request.before().map(Cursor::announcements));
        Parallel.forEach(List.of(mine, all), part -> part.read(reader));
        while (items.size() < request.limit() && bytes < BYTES && !(mine.isEmpty() && all.isEmpty())) {
            add((all.isNewerThan(mine) ? all : mine).next());
        }
        var next = new Cursor(mine.position(), all.position());
        return new InboxPage(items, Optional.of(next).filter(cursor -> mine.hasMore() || all.hasMore()),
                view);
    }

    private void add(InboxItem item) {
        items.add(item);
        bytes += item.notification().bytes();
    }

    /** One stream, from the cursor down. */
    private final class Part {
        private final StreamView stream;
        private final StreamName name;
        private final Deque<StoredNotification> left = new ArrayDeque<>();
        private long before;

        Part(StreamView stream, StreamName name, Optional<Position> cursor) {
            this.stream = stream;
            this.name = name;
            this.before = cursor.map(this::below).orElse(stream.head().offset() + 1);
        }

        /** A stream that was empty then has only what is newer than the page before. */
        private long below(Position cursor) {
            boolean present = cursor.isStart() || cursor.epoch().equals(stream.head().epoch());
            return present ? cursor.offset() : stream.head().offset() + 1;
        }

        void read(StreamReader reader) {
            var wanted = stream.among(request.filter(), before).highest(request.limit());
            left.addAll(reader.descending(name, wanted, BYTES));
        }

        boolean isEmpty() {
            return left.isEmpty();
        }

        boolean isNewerThan(Part other) {
            return !isEmpty()
                    && (other.isEmpty() || left.getFirst().at().isAfter(other.left.getFirst().at()));
        }

        InboxItem next() {
            var notification = left.removeFirst();
            before = notification.offset();
            return InboxItem.of(notification, stream.state());
        }

        boolean hasMore() {
            return !stream.among(request.filter(), before).isEmpty();
        }

        Position position() {
            return stream.head().isStart() ? Position.START : new Position(stream.head().epoch(), before);
        }
    }
}
