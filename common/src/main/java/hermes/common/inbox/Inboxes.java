package hermes.common.inbox;

import hermes.common.OffsetRange;
import hermes.common.Parallel;
import hermes.common.Position;
import hermes.common.StreamName;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The inboxes of all users, one for each room. Thread-safe.
 *
 * <p>
 * The state is read first, then the heads of its streams, then the first that is not over in each: so a head is never older
 * than the state, and nothing is taken for expired that was appended meanwhile. What has changed is stored on the condition
 * that the version is the one that was read; whoever comes second tries again on what the first has stored. So to look
 * costs three reads, or five of which two are of what is still to come, and to mark one write more.
 *
 * <p>
 * A user without a state has all of what was sent to the inbox before, as it was meant for this user, and of the
 * announcements those that come after the state: the room's past is not news. The state comes into being when the inbox is
 * first looked at or marked, or when a backend {@link #enroll enrolls} the user.
 *
 * <p>
 * Every method throws the SDK's exceptions when DynamoDB does not answer or refuses.
 */
public final class Inboxes {

    /** Each time that one is refused another has been stored, by a device of the same user: that ends. */
    private static final int MOST_ATTEMPTS = 100;

    private final InboxStates states;
    private final StreamReader reader;
    private final InstantSource clock;

    /**
     * @param states the name of the table of states
     * @param notifications the name of the table of notifications
     */
    public Inboxes(DynamoDbClient dynamoDb, String states, String notifications, InstantSource clock) {
        this.states = new InboxStates(dynamoDb, states);
        this.reader = new StreamReader(dynamoDb, notifications);
        this.clock = clock;
    }

    /** What is in the inbox now. */
    public InboxView look(String room, String user) {
        return mark(room, user, new Mark(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Gives the user a state, from which on announcements count, unless there is one. */
    public void enroll(String room, String user) {
        look(room, user);
    }

    /**
     * Changes the state, once for each {@code ref} that it remembers.
     *
     * @return what is in the inbox then
     * @throws TooManyRangesException if there would be too many ranges; nothing was changed
     */
    public InboxView mark(String room, String user, Mark mark) {
        return mark(room, user, mark, true).orElseThrow();
    }

    /** As {@link #mark}, for one who has a state; who has none gets none, and what happened is empty. */
    public Optional<InboxView> markIfPresent(String room, String user, Mark mark) {
        return mark(room, user, mark, false);
    }

    /**
     * Marks what was published under some ids as read.
     *
     * @param ids those that are in neither stream, or not any more, change nothing
     * @return what is in the inbox then
     * @throws TooManyRangesException if there would be too many ranges; nothing was changed
     */
    public InboxView markRead(String room, String user, Collection<String> ids) {
        return mark(room, user, new Mark(read(StreamName.ofInbox(room, user), ids),
                read(StreamName.ofAnnouncements(room), ids), Optional.empty()));
    }

    private Optional<StreamMark> read(StreamName stream, Collection<String> ids) {
        var epoch = reader.head(stream).epoch();
        var offsets = ids.stream().map(id -> reader.offset(stream, epoch, id)).flatMap(Optional::stream)
                .toList();
        return Optional.of(OffsetRange.covering(offsets)).filter(found -> !found.isEmpty())
                .map(found -> StreamMark.read(epoch, Ranges.of(found)));
    }

    /** A page of the inbox; it gets a state if it has none. */
    public InboxPage page(String room, String user, PageRequest request) {
        return page(room, user, look(room, user), request);
    }

    /** As {@link #page}, without writing anything: a user who has no state is shown what it would be. */
    public InboxPage peek(String room, String user, PageRequest request) {
        return page(room, user, peek(room, user), request);
    }

    /** As {@link #look}, without writing anything; the version is 0 if there is no state. */
    public InboxView peek(String room, String user) {
        return present(room, user, states.find(room, user));
    }

    private InboxPage page(String room, String user, InboxView view, PageRequest request) {
        return new Paging(view, request).read(reader, StreamName.ofInbox(room, user),
                StreamName.ofAnnouncements(room));
    }

    private Optional<InboxView> mark(String room, String user, Mark mark, boolean create) {
        var stored = states.find(room, user);
        if (stored.isEmpty() && !create) {
            return Optional.empty();
        }
        var present = present(room, user, stored);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            var marked = state(present, stored).marked(mark, present.inbox().head().offset(),
                    present.announcements().head().offset());
            if (stored.equals(Optional.of(marked))) {
                return Optional.of(present);
            }
            var next = marked.next();
            stored = states.put(room, user, next);
            if (stored.equals(Optional.of(next))) {
                return Optional.of(present.with(next));
            }
            present = after(present, room, user, stored);
        }
        throw new IllegalStateException(
                "The inbox of user %s in room %s was changed by others %d times meanwhile"
                        .formatted(user, room, MOST_ATTEMPTS));
    }

    /** Whoever has lost needs one call less than whoever begins then, mostly, and so wins the next time. */
    private InboxView after(InboxView lost, String room, String user, Optional<InboxState> stored) {
        return stored.filter(lost::covers).map(lost::with).orElseGet(() -> present(room, user, stored));
    }

    private static InboxState state(InboxView present, Optional<InboxState> stored) {
        return new InboxState(present.version(), present.inbox().state(), present.announcements().state(),
                stored.map(InboxState::refs).orElse(List.of()));
    }

    private InboxView present(String room, String user, Optional<InboxState> stored) {
        List<Supplier<StreamView>> streams = List.of(
                () -> look(StreamName.ofInbox(room, user), stored.map(InboxState::inbox)),
                () -> look(StreamName.ofAnnouncements(room), stored.map(InboxState::announcements)));
        var views = Parallel.map(streams, Supplier::get);
        return new InboxView(stored.map(InboxState::version).orElse(0L), views.get(0), views.get(1));
    }

    private StreamView look(StreamName stream, Optional<StreamState> known) {
        var now = clock.instant();
        var head = reader.head(stream);
        var floor = known.isEmpty() && stream.user().isEmpty()
                ? head.offset()
                : known.filter(state -> state.epoch().equals(head.epoch())).map(StreamState::floor)
                        .orElse(0L);
        var found = Floor.search(reader, stream, floor, head, now);
        var over = new Position(head.epoch(), found.floor());
        return new StreamView(
                known.map(state -> state.without(over)).orElseGet(() -> StreamState.above(over)),
                head,
                found.first().map(first -> OptionalLong.of(first.expiresAt())).orElse(OptionalLong.empty()));
    }
}
