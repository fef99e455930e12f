package hermes.send.queue;

import hermes.common.NotificationLimits;
import hermes.send.delivery.Job;
import hermes.send.delivery.JobReader;
import hermes.send.delivery.OutgoingMessage;
import hermes.send.json.JsonObject;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import hermes.send.stream.Admission;
import hermes.send.stream.Content;
import hermes.send.stream.Notification;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a record of the queue turns out to be: work to do, or at its end once it is read. */
public sealed interface QueueMessage
        permits QueueMessage.WithNotification, QueueMessage.WithJob, RecordOutcome.Poison,
        RecordOutcome.Failed {

    QueueRecord record();

    record WithNotification(QueueRecord record, Notification notification) implements QueueMessage {}

    record WithJob(QueueRecord record, Job job) implements QueueMessage {}

    static QueueMessage read(QueueRecord record) {
        try {
            var fields = MessageFields.of(record.body());
            return fields.optional("hermes")
                    .<QueueMessage>map(job -> new WithJob(record, JobReader.read(job)))
                    .orElseGet(() -> new WithNotification(record,
                            notification(Envelope.opened(fields), record)));
        } catch (RefusedException e) {
            return new RecordOutcome.Poison(record, e.refusal());
        } catch (RuntimeException e) {
            // A mistake of ours in reading one record must not hold up the others.
            return new RecordOutcome.Failed(record, Optional.empty(), List.of(), e);
        }
    }

    /** A message that is read back as this notification. */
    static OutgoingMessage outgoing(Notification notification) {
        return new OutgoingMessage(notification.room(), body(notification),
                KeptAttributes.of(notification.content()));
    }

    /** One that stands for the record from now on, for this part of what it says. */
    static OutgoingMessage outgoing(QueueRecord record, Notification part) {
        return new OutgoingMessage(part.room(), body(part), KeptAttributes.of(record, Map.of()));
    }

    /** Its body. */
    static String body(Notification notification) {
        var content = notification.content();
        var body = new JsonObject().json("user_id", content.author())
                .text("room_id", notification.room())
                .json("data", content.data())
                .text("id", content.id());
        if (!notification.to().isEmpty()) {
            body.texts("to", notification.to());
        }
        return (notification.inbox() ? body.bool("inbox", true) : body).toString();
    }

    private static Notification notification(MessageFields fields, QueueRecord record) {
        String room = fields.requiredId("room_id");
        String author = fields.requiredAuthor("user_id");
        String data = fields.required("data").text();
        String id = fields.optionalNotificationId("id").orElse(record.publishedId());
        var content = new Content(id, author, data, record.traceId());
        return Admission.checked(new Notification(content, room,
                fields.addressees(NotificationLimits.MOST_USERS, "invalid_to"), fields.flag("inbox")));
    }
}
