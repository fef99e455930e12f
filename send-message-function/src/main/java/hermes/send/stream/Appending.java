package hermes.send.stream;

import hermes.common.StreamName;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.OutOfTimeException;
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

    /** The attempt after which a delay is longest: who is throttled has lost no race, and gains nothing by hurry. */
    private static final int LONGEST_WAIT = 2;

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
        int lost = 0;
        List<Entry> fresh = fresh();
        while (!fresh.isEmpty()) {
            var outcome = transaction.apply(head, fresh);
            learn(outcome);
            if (outcome instanceof AppendOutcome.Appended) {
                return fresh;
            }
            fresh = fresh();
            switch (outcome) {
                case AppendOutcome.Moved _,AppendOutcome.Conflict _ -> {
                    if (!contention.goesOn(++lost, retryDelay, deadline)) {
                        throw new StreamBusyException(stream, lost);
                    }
                }
                case AppendOutcome.Throttled _ -> {
                    if (!retryDelay.await(deadline, LONGEST_WAIT)) {
                        throw new OutOfTimeException("DynamoDB took no more for stream " + stream.key());
                    }
                }
                // There is less to try each time.
                case AppendOutcome.Repeated _,AppendOutcome.Appended _ -> {
                }
            }
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

    private void learn(AppendOutcome outcome) {
        switch (outcome) {
            case AppendOutcome.Appended(var newHead) -> head = newHead;
            case AppendOutcome.Repeated(var offsets) -> repeats.putAll(offsets);
            case AppendOutcome.Moved(var actual) -> {
                if (!actual.position().epoch().equals(head.position().epoch())) {
                    repeats.clear();
                }
                head = actual;
            }
            case AppendOutcome.Conflict(),AppendOutcome.Throttled() -> {
                // Whoever was in the way is done by the next attempt, which then tells what changed.
            }
        }
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
