package hermes.system.faults;

import hermes.system.faults.book.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long what backends published took to those clients who were always connected: from the begin of the request that
 * put it on the queue until it was handed on in its order. Not thread-safe.
 */
final class Waits {

    private final Ledger ledger;
    private final SortedMap<String, List<Wait>> byQueue = new TreeMap<>();

    private record Wait(String client, Ledger.Entry entry, Duration time) {}

    Waits(Ledger ledger) {
        this.ledger = ledger;
    }

    void add(Client client) {
        client.rooms().forEach(room -> room.streams()
                .forEach((label, received) -> add(client.name(), room.key(label), received)));
    }

    /** Who waited longer, in sentences. */
    List<String> longerThan(Duration bound) {
        return byQueue.values().stream().flatMap(List::stream)
                .filter(wait -> wait.time().compareTo(bound) > 0)
                .map(wait -> "%s waited %.1f s for %s, more than %d s".formatted(wait.client(),
                        seconds(wait.time()), wait.entry(), bound.toSeconds()))
                .toList();
    }

    @Override
    public String toString() {
        return byQueue.entrySet().stream().map(queue -> "by the %s %s".formatted(queue.getKey(),
                spread(queue.getValue().stream().map(Wait::time).sorted().toList())))
                .collect(Collectors.joining("; "));
    }

    private void add(String client, String stream, ReceivedStream received) {
        Map<String, Ledger.Entry> published = ledger.streams().getOrDefault(stream, Map.of());
        received.handedOn().forEach(
                handedOn -> Optional.ofNullable(published.get(handedOn.frame().path("id").asText()))
                        .filter(entry -> entry.through().endsWith("queue"))
                        .ifPresent(entry -> byQueue.computeIfAbsent(entry.through(), _ -> new ArrayList<>())
                                .add(new Wait(client, entry,
                                        Duration.ofNanos(handedOn.nanoTime() - entry.nanoTime())))));
    }

    private static String spread(List<Duration> sorted) {
        return "half within %.1f s, 99 %% within %.1f s, the last after %.1f s".formatted(
                seconds(sorted.get(sorted.size() / 2)), seconds(sorted.get(sorted.size() * 99 / 100)),
                seconds(sorted.getLast()));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
