package hermes.send.delivery;

import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.JoinedRoom;
import hermes.common.OffsetRange;
import hermes.common.Page;
import hermes.common.Parallel;
import hermes.common.StreamName;
import hermes.send.invocation.Invocation;
import hermes.send.room.Memberships;
import hermes.send.stream.Entry;
import hermes.send.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Brings appended notifications to everyone who is connected: page by page of the room, each page in an
 * invocation of its own, and again to those who could not be reached. At least once; the client drops what it
 * has already seen. Thread-safe.
 */
public final class Delivery {

    /**
     * As many connections as one invocation serves within seconds. A larger room costs more invocations, which
     * run side by side; its size changes neither the cost of a connection nor any invocation's time.
     */
    public static final int PAGE_SIZE = 1_000;

    private final Connections connections;
    private final Streams streams;
    private final FanOut fanOut;
    private final Memberships memberships;
    private final JobQueue jobs;

    public Delivery(Connections connections, Streams streams, FanOut fanOut, Memberships memberships,
            JobQueue jobs) {
        this.connections = connections;
        this.streams = streams;
        this.fanOut = fanOut;
        this.memberships = memberships;
        this.jobs = jobs;
    }

    /** @param entries at least one, of one stream, in the order of their offsets */
    void start(List<Entry> entries, Invocation invocation) {
        deliver(entries, page(entries.getFirst().stream(), Optional.empty()), invocation);
    }

    public void continueWith(Job.NextPage job, Invocation invocation) {
        List<Entry> entries = stored(job, invocation);
        if (!entries.isEmpty()) {
            deliver(entries, page(job.stream(), Optional.of(job.after())), invocation);
        }
    }

    public void retry(Job.Retry job, Invocation invocation) {
        List<Entry> entries = stored(job, invocation);
        if (entries.isEmpty()) {
            return;
        }
        List<Connection> receivers = Parallel
                .map(job.connections(), connection -> receiver(connection, job.stream())).stream()
                .flatMap(Optional::stream).toList();
        var missed = fanOut.send(entries, receivers, invocation);
        jobs.retry(entries, missed, job.attempt() + 1, invocation);
        log(entries, receivers.size(), invocation);
    }

    /** Puts out of a room who may not be there, and looks again when the index of connections has caught up. */
    public void check(Job.Check job, Invocation invocation) {
        memberships.check(job.room(), job.user(), job.why(), invocation);
        jobs.again(job);
    }

    private void deliver(List<Entry> entries, Page page, Invocation invocation) {
        // First, so that the pages run side by side, and before any post, so that a fault repeats nothing.
        page.next().ifPresent(next -> jobs.nextPage(entries, next));
        var renewed = memberships.renewed(page.expired());
        var receivers = Stream.concat(page.live().stream(), renewed.stream()).toList();
        var missed = fanOut.send(entries, receivers, invocation);
        try {
            jobs.retry(entries, missed, 1, invocation);
        } catch (RuntimeException e) {
            // Failing now would repeat this page and all that follow it, which are on their way already.
            if (page.next().isEmpty()) {
                throw e;
            }
            jobs.giveUp(entries, missed, e, invocation);
        }
        fanOut.part(page.expired().stream().filter(connection -> !renewed.contains(connection)).toList(),
                invocation);
        log(entries, receivers.size(), invocation);
    }

    private Page page(StreamName stream, Optional<Page.Cursor> after) {
        return stream.user().map(user -> connections.ofUser(stream.room(), user))
                .orElseGet(() -> connections.inRoom(stream.room(), after, PAGE_SIZE));
    }

    /** As it is at home in the stream's room, or has joined it. */
    private Optional<Connection> receiver(String connection, StreamName stream) {
        return connections.find(connection).filter(listensTo(stream))
                .or(() -> connections.find(connection, stream.room()).map(JoinedRoom::connection)
                        .filter(listensTo(stream)));
    }

    private List<Entry> stored(Job.OfDelivery job, Invocation invocation) {
        List<Entry> entries = new ArrayList<>();
        OffsetRange.covering(job.offsets())
                .forEach(range -> entries.addAll(streams.read(job.stream(), range.first(), range.last())));
        if (entries.size() < job.offsets().size()) {
            invocation.log().warn("expired", line -> line.text("stream", job.stream().key())
                    .number("missing", job.offsets().size() - entries.size()));
        }
        return entries;
    }

    private static Predicate<Connection> listensTo(StreamName stream) {
        return connection -> connection.room().equals(stream.room())
                && stream.user().map(connection.user()::equals).orElse(true);
    }

    private static void log(List<Entry> entries, int receivers, Invocation invocation) {
        invocation.metrics().fanOut(receivers);
        invocation.log().info("delivered", line -> Entry.addIds(line, entries)
                .number("first_offset", entries.getFirst().offset())
                .number("connections", receivers));
    }
}
