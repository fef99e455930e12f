package hermes.send.queue;

import hermes.common.StreamName;
import hermes.send.invocation.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of one batch comes again, and after how long: in seconds, not when the visibility time-out is over. Says so in one
 * line for each failure. Not for use by several threads.
 */
final class Repetition {
    private static final int MOST_STREAMS_IN_A_LINE = 10;

    private final Pauses pauses;
    private final Log log;
    private final Map<QueueRecord, Duration> again = new LinkedHashMap<>();
    private final Map<String, Duration> heldGroups = new HashMap<>();
    private final Set<Class<?>> traced = new HashSet<>();

    Repetition(Pauses pauses, Log log) {
        this.pauses = pauses;
        this.log = log;
    }

    /** With it all that follow it in its group come again, and at the same time, so that they are one batch again. */
    void add(RecordOutcome.Failed failed) {
        var record = failed.record();
        var own = pauses.after(record.receiveCount());
        var pause = record.group().map(group -> heldGroups.computeIfAbsent(group, _ -> own)).orElse(own);
        again.put(record, pause);
        log(failed, pause);
    }

    /** For itself. Its group is locked until it comes, and waits for nothing but its last receive. */
    void add(QueueRecord record) {
        again.put(record, pauses.after(record.group().isPresent() ? 1 : record.receiveCount()));
    }

    /** If one before it in its group comes again. */
    void addIfHeld(QueueRecord record) {
        record.group().map(heldGroups::get).ifPresent(pause -> again.put(record, pause));
    }

    void postpone(Visibility visibility) {
        if (again.isEmpty()) {
            return;
        }
        try {
            visibility.change(again);
        } catch (RuntimeException e) {
            log.warn("not_postponed", line -> line.texts("message_ids", messageIds())
                    .text("reason", "They come again when the visibility time-out is over: " + e));
        }
    }

    List<String> messageIds() {
        return again.keySet().stream().map(QueueRecord::messageId).toList();
    }

    private void log(RecordOutcome.Failed failed, Duration pause) {
        var cause = failed.cause();
        if (!failed.isExpected() && traced.add(cause.getClass())) {
            log.error("unexpected", cause, line -> line.text("message_id", failed.record().messageId()));
        }
        log.warn("repeated", line -> line.text("message_id", failed.record().messageId())
                .text("notification_id", failed.notificationId()).text("trace_id", failed.record().traceId())
                .texts("streams", failed.streams().stream().limit(MOST_STREAMS_IN_A_LINE)
                        .map(StreamName::key).toList())
                .number("receive_count", failed.record().receiveCount())
                .number("again_in_seconds", pause.toSeconds()).text("reason", cause.toString()));
    }
}
