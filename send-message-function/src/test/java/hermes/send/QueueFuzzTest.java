package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hermes.common.StreamName;
import hermes.send.json.Json;
import hermes.send.queue.QueueMessage;
import hermes.send.queue.QueueRecord;
import hermes.send.queue.RecordOutcome;
import hermes.send.stream.Notification;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Puts broken, odd and forged messages on the queue. Each must be stored or lie in the dead-letter queue with a
 * reason, and no forged job may show a room what it did not get. A failure is replayed by its seed.
 */
class QueueFuzzTest extends FunctionFixture {
    private static final int BATCHES = 100;
    private static final int BODIES = 10_000;
    private static final long SEED = Long.getLong("hermes.fuzz.seed", 20261122L);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final RandomBodies bodies = new RandomBodies(new Random(SEED));

    @Test
    void everyRecordIsStoredOrADeadLetterWithAReasonAndNoneIsRetried() {
        connect("a=", "7");
        var function = function();

        for (int batch = 0; batch < BATCHES; batch++) {
            var records = records(batch);
            var failures = failures(invoke(function, event(records)));
            var buried = takeDeadLetters();
            records.forEach((id, body) -> assertThat(!failures.contains(id)
                    && (buried.contains(id) || isJob(body) || isStored(id, body)))
                    .as("record %s of seed %d: %s", id, SEED, body).isTrue());
        }

        assertThat(lines().lines()).isNotEmpty()
                .allSatisfy(line -> assertThat(Json.parse(line).isObject()).isTrue());
        assertThat(lines()).doesNotContain(RandomBodies.MARKER).contains("\"bad_json\"", "\"invalid_job\"",
                "\"invalid_to\"", "\"data_missing\"");
    }

    @Test
    void noForgedJobShowsARoomWhatItDidNotGet() {
        connect("a=", "7");
        connect("v=", "vault", "7");
        var function = function();
        invoke(function, Events.batch(
                Events.record("m", "{\"user_id\":1,\"room_id\":\"vault\",\"data\":\"gold\"}")));
        var gold = gateway.frames("v=").getFirst();

        for (int batch = 0; batch < BATCHES; batch++) {
            invoke(function, event(records(batch)));
            takeDeadLetters();
        }

        assertThat(gateway.frames("v=")).as("seed %d", SEED).hasSizeGreaterThan(1).containsOnly(gold);
        assertThat(gateway.frames("a=")).as("seed %d", SEED).isNotEmpty()
                .noneMatch(frame -> frame.contains("gold"));
    }

    @Test
    void readingNeverFailsAndAgreesWithAnotherReader() throws JsonProcessingException {
        var kinds = new TreeMap<String, Integer>();

        for (int i = 0; i < BODIES; i++) {
            var body = bodies.published();
            var kind = switch (QueueMessage.read(record(body))) {
                case QueueMessage.WithNotification(var _, var notification) -> {
                    assertThat(agrees(notification, body)).as("body %d of seed %d: %s", i, SEED, body)
                            .isTrue();
                    yield "published";
                }
                case QueueMessage.WithJob(var _, var job) -> {
                    var written = record(job.toJson());
                    assertThat(QueueMessage.read(written)).isEqualTo(new QueueMessage.WithJob(written, job));
                    yield "job";
                }
                case RecordOutcome.Poison(var _, var refusal) -> refusal.code();
                case RecordOutcome.Failed(var _, var _, var _, var cause) ->
                    throw new AssertionError("body %d of seed %d: %s".formatted(i, SEED, body), cause);
            };
            kinds.merge(kind, 1, Integer::sum);
        }

        assertThat(kinds).as("what the bodies were").containsKeys("published", "job", "bad_json",
                "not_an_object",
                "user_id_missing", "room_id_missing", "data_missing", "invalid_user_id", "invalid_room_id",
                "invalid_id", "invalid_to", "invalid_job", "key_too_long");
    }

    private static boolean agrees(Notification notification, String body) throws JsonProcessingException {
        var read = JSON.readTree(body);
        var to = StreamSupport.stream(read.path("to").spliterator(), false).map(JsonNode::asText).distinct();
        return read.path("room_id").asText().equals(notification.room())
                && JSON.readTree(notification.content().author()).equals(read.path("user_id"))
                && JSON.readTree(notification.content().data()).equals(read.get("data"))
                && read.path("id").asText("m").equals(notification.id())
                && read.path("inbox").asBoolean() == notification.inbox()
                && to.toList().equals(List.copyOf(notification.to()));
    }

    private static QueueRecord record(String body) {
        return QueueRecord.of(Json.parse(Events.record("m", body)));
    }

    private Map<String, String> records(int batch) {
        var records = new TreeMap<String, String>();
        IntStream.rangeClosed(0, batch % 10)
                .forEach(i -> records.put("m-%d-%d".formatted(batch, i), bodies.published()));
        return records;
    }

    private static String event(Map<String, String> records) {
        return Events.batch(records.entrySet().stream()
                .map(record -> Events.record(record.getKey(), record.getValue())).toArray(String[]::new));
    }

    private List<String> takeDeadLetters() {
        var letters = received("DeadLetterQueue");
        letters.forEach(letter -> queues.client().deleteMessage(r -> r
                .queueUrl(queues.queueUrl("DeadLetterQueue")).receiptHandle(letter.receiptHandle())));
        assertThat(letters).allSatisfy(letter -> assertThat(letter.messageAttributes())
                .containsKeys("reason", "reason_code"));
        return letters.stream()
                .map(letter -> letter.messageAttributes().get("original_message_id").stringValue()).toList();
    }

    private static boolean isJob(String body) {
        return tree(body).has("hermes");
    }

    /** Under its id, in the stream of its room or in that of each user it was for, or of their inboxes. */
    private static boolean isStored(String messageId, String body) {
        var read = tree(body);
        var room = read.path("room_id").asText();
        var id = read.path("id").asText(messageId);
        boolean inbox = read.path("inbox").asBoolean();
        var ofUsers = StreamSupport.stream(read.path("to").spliterator(), false).map(JsonNode::asText)
                .map(user -> inbox ? StreamName.ofInbox(room, user) : StreamName.ofUser(room, user)).toList();
        var ofAll = inbox ? StreamName.ofAnnouncements(room) : StreamName.ofRoom(room);
        return (ofUsers.isEmpty() ? List.of(ofAll) : ofUsers).stream()
                .allMatch(stream -> db.client().getItem(r -> r.tableName(db.table("NotificationsTable"))
                        .key(Map.of("stream", AttributeValue.fromS(stream.idKey(id)), "offset",
                                AttributeValue.fromN("0"))))
                        .hasItem());
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }
}
