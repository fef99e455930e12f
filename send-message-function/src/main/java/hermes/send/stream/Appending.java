package hermes.send.stream;

import hermes.common.StreamName;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** One call to append, from the first attempt to the one that succeeds. Not for use by several threads. */
final class Appending {
    private final StreamName stream;
    private final List<Content> contents;
    private final Epochs epochs;
    private final InstantSource clock;
    private final Map<String, Long> repeats = new HashMap<>();
    private Head head;

    /** @param head that the stream is believed to have */
    Appending(StreamName stream, List<Content> contents, Head head, Epochs epochs,
            InstantSource clock) {
        this.stream = stream;
        this.contents = contents;
        this.head = head;
        this.epochs = epochs;
        this.clock = clock;
    }

    /**
     * @param transaction tries to put entries behind a head
     * @return the entries that were appended; those that are missing were {@link #repeats() repeats}
     * @throws StreamBusyException if there is no time left to wait for another attempt, or no will
     */
    List<Entry> run(BiFunction<Head, List<Entry>, AppendOutcome> transaction, Contention contention,
            RetryDelay retryDelay, Deadline deadline) {
        int refused = 0;
        List<Entry> fresh = fresh();
        while (!fresh.isEmpty() && !learn(transaction.apply(head, fresh))) {
            refused++;
            if (!contention.goesOn(refused, retryDelay, deadline)) {
                throw new StreamBusyException(stream, refused);
            }
            fresh = fresh();
        }
        return fresh;
    }

    /** The head, as it was last heard of. */
    Head head() {
        return head;
    }

    /** The offsets at which notifications were appended before whose ids came again. */
    Map<String, Long> repeats() {
        return Map.copyOf(repeats);
    }

    /** @return whether it is done */
    private boolean learn(AppendOutcome outcome) {
        switch (outcome) {
            case AppendOutcome.Appended(var newHead) -> head = newHead;
            case AppendOutcome.Repeated(var offsets) -> repeats.putAll(offsets);
            case AppendOutcome.Moved(var actual) -> {
                if (!actual.position().epoch().equals(head.position().epoch())) {
                    repeats.clear();
                }
                head = actual;
            }
            case AppendOutcome.Conflict() -> {
                // Whoever was in the way is done by the next attempt, which then tells what changed.
            }
        }
        return outcome instanceof AppendOutcome.Appended;
    }

    private List<Entry> fresh() {
        var last = head.position();
        String epoch = last.isStart() ? epochs.next() : last.epoch();
        var at = Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .filter(_ -> stream.kind().inInbox());
        List<Entry> entries = new ArrayList<>();
        for (Content content : contents) {
            if (!repeats.containsKey(content.id())) {
                entries.add(new Entry(stream, epoch, last.offset() + 1 + entries.size(), at, content));
            }
        }
        return entries;
    }
}
