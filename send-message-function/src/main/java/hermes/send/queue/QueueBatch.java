package hermes.send.queue;

import hermes.send.delivery.Delivery;
import hermes.send.delivery.Job;
import hermes.send.delivery.Publishing;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.Parallel;
import hermes.send.stream.Notification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Handles one batch of the queue. Each record stands for itself: a fault of one is not a fault of the others. A
 * record that comes twice is published once and delivered twice. Thread-safe.
 */
public final class QueueBatch {
    private final Publishing publishing;
    private final Delivery delivery;
    private final InstantSource clock;

    public QueueBatch(Publishing publishing, Delivery delivery, InstantSource clock) {
        this.publishing = publishing;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** @return one end for each record, in no particular order */
    public List<RecordOutcome> handle(List<QueueRecord> records, Invocation invocation) {
        List<Publication> publications = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        List<RecordOutcome> ends = new ArrayList<>();
        records.forEach(message -> sort(message, publications, tasks, ends));
        List<Supplier<List<RecordOutcome>>> halves = List.of(() -> publish(publications, invocation),
                () -> Parallel.map(tasks, task -> perform(task, invocation)));
        Parallel.map(halves, Supplier::get).forEach(ends::addAll);
        return ends;
    }

    private static void sort(QueueRecord message, List<Publication> publications, List<Task> tasks,
            List<RecordOutcome> ends) {
        try {
            switch (QueueMessage.read(message)) {
                case QueueMessage.Published(var notification) ->
                    publications.add(new Publication(message, notification));
                case QueueMessage.Work(var job) -> tasks.add(new Task(message, job));
                case QueueMessage.Poison(var refusal) -> ends.add(new RecordOutcome.Poison(message, refusal));
            }
        } catch (RuntimeException e) {
            // A mistake of ours in reading one record must not hold up the others.
            ends.add(new RecordOutcome.Failed(message, e));
        }
    }

    private List<RecordOutcome> publish(List<Publication> publications, Invocation invocation) {
        var failures = publishing.publish(publications.stream().map(Publication::notification).toList(),
                invocation);
        List<RecordOutcome> ends = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            QueueRecord message = publications.get(i).message();
            ends.add(RecordOutcome.of(message, failures.get(i)));
            if (failures.get(i).isEmpty()) {
                invocation.metrics().published(1);
                invocation.metrics().latency(Duration.between(message.sentAt(), clock.instant()));
            }
        }
        return ends;
    }

    private RecordOutcome perform(Task task, Invocation invocation) {
        try {
            switch (task.job()) {
                case Job.NextPage page -> delivery.continueWith(page, invocation);
                case Job.Retry retry -> delivery.retry(retry, invocation);
            }
            return RecordOutcome.of(task.message(), Optional.empty());
        } catch (RuntimeException e) {
            invocation.log().error("job_failed", e,
                    line -> line.text("message_id", task.message().messageId())
                            .text("stream", task.job().stream().key()));
            return RecordOutcome.of(task.message(), Optional.of(e));
        }
    }

    private record Publication(QueueRecord message, Notification notification) {}

    private record Task(QueueRecord message, Job job) {}
}
