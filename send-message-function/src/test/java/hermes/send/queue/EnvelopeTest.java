package hermes.send.queue;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.Events;
import hermes.send.json.Json;
import hermes.send.json.JsonObject;
import hermes.send.stream.Notification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as SNS, EventBridge and publishers of CloudEvents put them on the queue. */
final class EnvelopeTest {

    private static final String INSIDE = "{\"user_id\":7,\"room_id\":\"acme\",\"data\":{\"price\":1.50}}";

    @Test
    void messageOfSnsHasTheIdThatSnsGave() {
        assertHolds(notification(sns(INSIDE)), "da41e39f-ea4d-435a-b922-c6aae3915ebe");
    }

    @Test
    void eventOfEventBridgeHasItsSourceAndId() {
        assertHolds(notification(eventBridge(INSIDE)),
                "com.acme.billing#6a7e8feb-b491-4cf7-a9f1-bf3703467718");
    }

    @Test
    void cloudEventHasItsSourceAndIdWithoutSlashesThatBelongToBrowsers() {
        assertHolds(notification(cloudEvent("\"data\":" + INSIDE)), "%2Fbilling%2F50%25#A234-1234-1234");
    }

    @Test
    void eventThatComesBySnsKeepsItsOwnId() {
        assertHolds(notification(sns(eventBridge(INSIDE))),
                "com.acme.billing#6a7e8feb-b491-4cf7-a9f1-bf3703467718");
    }

    @Test
    void idOfTheMessageItselfGoesBefore() {
        var own = INSIDE.replace("{\"user_id\"", "{\"id\":\"job-42\",\"user_id\"");

        assertHolds(notification(sns(own)), "job-42");
        assertHolds(notification(eventBridge(own)), "job-42");
        assertHolds(notification(cloudEvent("\"data\":" + own)), "job-42");
    }

    @Test
    void idThatWouldBeTooLongIsTheQueues() {
        assertHolds(notification(eventBridge(INSIDE).replace("com.acme", "a".repeat(600))), "m1");
    }

    /** The tutorial's format stays what it is, whatever else it has. */
    @Test
    void messageWithARoomHasNoEnvelope() {
        var data = "{\"specversion\":\"1.0\",\"source\":\"s\",\"id\":\"i\",\"user_id\":7,\"room_id\":\"acme\",\"data\":%s}"
                .formatted(INSIDE);

        assertThat(notification(data).id()).isEqualTo("i");
        assertThat(notification(data).content().data()).isEqualTo(INSIDE);
    }

    /** A source may have a fragment. */
    @Test
    void idsOfTwoEventsAreNotEqual() {
        var one = cloudEvent("\"data\":" + INSIDE).replace("/billing/50%", "/a#b");
        var other = cloudEvent("\"data\":" + INSIDE).replace("/billing/50%", "/a")
                .replace("A234-1234-1234", "b#A234-1234-1234");

        assertThat(notification(one).id()).isEqualTo("%2Fa%23b#A234-1234-1234")
                .isNotEqualTo(notification(other).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[1]", "5"})
    void whatHoldsNoMessageSaysWhatWasExpected(String inside) {
        assertThat(refusal(sns(inside)))
                .startsWith("bad_envelope: The message is an SNS envelope, and its \"Message\"");
        if (!inside.equals("hello")) {
            assertThat(refusal(eventBridge(inside)))
                    .startsWith("bad_envelope: The message is an EventBridge event");
            assertThat(refusal(cloudEvent("\"data\":" + inside)))
                    .startsWith("bad_envelope: The message is a CloudEvent");
        }
        assertThat(refusal(cloudEvent("\"data_base64\":\"AAAA\"")))
                .contains("an input transformer of the rule");
    }

    @Test
    void whatIsMissingInsideIsNamed() {
        assertThat(refusal(eventBridge("{\"order\":5}"))).startsWith("room_id_missing");
    }

    private static void assertHolds(Notification notification, String id) {
        assertThat(notification.id()).isEqualTo(id);
        assertThat(notification.room()).isEqualTo("acme");
        assertThat(notification.content().data()).isEqualTo("{\"price\":1.50}");
    }

    private static String sns(String message) {
        return new JsonObject().text("Type", "Notification")
                .text("MessageId", "da41e39f-ea4d-435a-b922-c6aae3915ebe")
                .text("TopicArn", "arn:aws:sns:us-west-2:123456789012:MyTopic").text("Message", message)
                .text("Timestamp", "2012-04-25T21:49:25.719Z").text("SignatureVersion", "1").toString();
    }

    private static String eventBridge(String detail) {
        return """
            {"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "detail-type": "Invoice paid",
            "source": "com.acme.billing", "account": "111122223333", "time": "2017-12-22T18:43:48Z",
            "region": "us-west-1", "resources": [], "detail": %s}""".formatted(detail);
    }

    private static String cloudEvent(String data) {
        return """
            {"specversion": "1.0", "type": "com.acme.invoice.paid", "source": "/billing/50%%", "id": "A234-1234-1234",
            "time": "2018-04-05T17:31:00Z", "datacontenttype": "application/json", %s}"""
                .formatted(data);
    }

    private static Notification notification(String body) {
        return ((QueueMessage.WithNotification) read(body)).notification();
    }

    private static String refusal(String body) {
        var refusal = ((RecordOutcome.Poison) read(body)).refusal();
        return refusal.code() + ": " + refusal.reason();
    }

    private static QueueMessage read(String body) {
        return QueueMessage.read(QueueRecord.of(Json.parse(Events.record("m1", body, 1, Map.of()))));
    }
}
