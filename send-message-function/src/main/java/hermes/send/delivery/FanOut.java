package hermes.send.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.Parallel;
import hermes.send.invocation.Invocation;
import hermes.send.room.Memberships;
import hermes.send.stream.Entry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Brings notifications of one stream to many connections at once, each on a virtual thread. Thread-safe. */
public final class FanOut {

    private final Connections connections;
    private final ConnectionSender connectionSender;
    private final Dismissals dismissals;
    private final Memberships memberships;
    private final InstantSource clock;

    public FanOut(Connections connections, ConnectionSender connectionSender, Dismissals dismissals,
            Memberships memberships, InstantSource clock) {
        this.connections = connections;
        this.connectionSender = connectionSender;
        this.dismissals = dismissals;
        this.memberships = memberships;
        this.clock = clock;
    }

    /**
     * @param entries of one stream in the order of their offsets
     * @return the connections that are worth another attempt, by the number of entries that reached them
     */
    Map<Integer, List<String>> send(List<Entry> entries, List<Connection> receivers, Invocation invocation) {
        // Each form is made once, however many receive it, and none that nobody receives.
        var frames = receivers.stream().map(Connection::home).distinct()
                .collect(toMap(home -> home, home -> frames(entries, home)));
        List<Result> results = Parallel.map(receivers, receiver -> new Result(receiver,
                connectionSender.send(receiver.id(), frames.get(receiver.home()), invocation)));
        invocation.metrics()
                .delivered(results.stream().mapToInt(result -> result.delivered(entries.size())).sum());
        forget(results.stream().filter(result -> result.outcome() instanceof SendOutcome.Gone)
                .map(Result::receiver).toList(), invocation);
        giveUp(entries, results.stream().filter(result -> result.broken(false)).toList(), invocation);
        return results.stream().filter(result -> result.broken(true))
                .collect(groupingBy(result -> result.delivered(entries.size()), TreeMap::new,
                        mapping(result -> result.receiver().id(), toList())));
    }

    private static List<byte[]> frames(List<Entry> entries, boolean home) {
        return entries.stream().map(entry -> entry.frameBytes(home)).toList();
    }

    /** Brings a frame that is no notification to some connections, once: who cannot be reached learns it in another way. */
    public void tell(String frame, List<Connection> receivers, Invocation invocation) {
        var frames = List.of(frame.getBytes(StandardCharsets.UTF_8));
        forget(Parallel.map(receivers,
                receiver -> new Result(receiver, connectionSender.send(receiver.id(), frames, invocation)))
                .stream().filter(result -> result.outcome() instanceof SendOutcome.Gone).map(Result::receiver)
                .toList(), invocation);
    }

    /**
     * Parts from connections whose time is over: those that may still be open because only their token ended are
     * closed. Those whose time in a further room is over leave it.
     */
    void part(List<Connection> expired, Invocation invocation) {
        var now = clock.instant();
        var byHome = expired.stream().collect(partitioningBy(Connection::home));
        Parallel.forEach(byHome.get(true).stream()
                .filter(connection -> connection.outlivesItsToken(now)).toList(),
                connection -> dismissals.dismiss(connection.id(), invocation));
        remove(byHome.get(true), connections::remove, invocation);
        remove(byHome.get(false), further -> memberships.expire(further, invocation), invocation);
    }

    /** Removes rows of connections that are over. One that stays is found again by the next delivery, or by TTL. */
    private static void remove(List<Connection> over, Consumer<Connection> how, Invocation invocation) {
        Parallel.forEach(over, connection -> {
            try {
                how.accept(connection);
            } catch (RuntimeException e) {
                invocation.log().error("connection_not_removed", e,
                        line -> line.text("connection_id", connection.id()));
            }
        });
    }

    private void forget(List<Connection> gone, Invocation invocation) {
        gone.forEach(_ -> invocation.metrics().gone());
        var now = clock.instant();
        remove(gone.stream().filter(connection -> !connection.young(now)).toList(), connections::remove,
                invocation);
    }

    private static void giveUp(List<Entry> entries, List<Result> hopeless, Invocation invocation) {
        hopeless.forEach(result -> {
            invocation.metrics().undelivered(1);
            invocation.log().warn("undelivered",
                    line -> Entry
                            .addIds(line, entries.subList(result.delivered(entries.size()), entries.size()))
                            .texts("connection_ids", List.of(result.receiver().id()))
                            .text("reason", result.reason()));
        });
    }

    private record Result(Connection receiver, SendOutcome outcome) {

        boolean broken(boolean retryable) {
            return outcome instanceof SendOutcome.Broken broken && broken.retryable() == retryable;
        }

        int delivered(int all) {
            return switch (outcome) {
                case SendOutcome.Complete() -> all;
                case SendOutcome.Gone() -> 0;
                case SendOutcome.Broken(var delivered, var _, var _) -> delivered;
            };
        }

        String reason() {
            return ((SendOutcome.Broken) outcome).reason();
        }
    }
}
