package hermes.send.queue;

import hermes.send.delivery.Job;
import hermes.send.delivery.JobReader;
import hermes.send.json.JsonObject;
import hermes.send.json.MessageFields;
import hermes.send.json.Refusal;
import hermes.send.json.RefusedException;
import hermes.send.stream.Admission;
import hermes.send.stream.Content;
import hermes.send.stream.Notification;

/** What a message of the queue turns out to be. */
public sealed interface QueueMessage {

    record Published(Notification notification) implements QueueMessage {}

    record Work(Job job) implements QueueMessage {}

    /** It can never succeed, however often it is tried. */
    record Poison(Refusal refusal) implements QueueMessage {}

    static QueueMessage read(QueueRecord message) {
        try {
            var fields = MessageFields.of(message.body());
            return fields.optional("hermes").<QueueMessage>map(job -> new Work(JobReader.read(job)))
                    .orElseGet(() -> new Published(notification(fields, message)));
        } catch (RefusedException e) {
            return new Poison(e.refusal());
        }
    }

    /** The body of a message that is read back as this notification. */
    static String body(Notification notification) {
        var content = notification.content();
        var body = new JsonObject().json("user_id", content.author())
                .text("room_id", notification.room())
                .json("data", content.data())
                .text("id", content.id());
        return (notification.to().isEmpty() ? body : body.texts("to", notification.to())).toString();
    }

    private static Notification notification(MessageFields fields, QueueRecord message) {
        String room = fields.requiredId("room_id");
        String author = fields.requiredAuthor("user_id");
        String data = fields.required("data").text();
        String id = fields.optionalNotificationId("id").orElse(message.publishedId());
        var content = new Content(id, author, data, message.traceId());
        return Admission.checked(new Notification(content, room, fields.addressees()));
    }
}
