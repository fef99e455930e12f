package hermes.benchmarks.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.send.json.Json;
import hermes.send.queue.QueueMessage;
import hermes.send.queue.QueueRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import java.util.concurrent.TimeUnit;

/**
 * Reads the event of a batch, and the bodies that are texts in it: as SendMessageFunction does, which checks what it reads,
 * and by {@code readTree}. For JMH.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchReading {

    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final int BATCH = 10;
    private static final int LARGE = 100_000;
    private static final int SMALL = 1_000;

    /** "large" and "small" are of many small values, "text" is one large text. */
    @Param({"large", "text", "small"})
    private String shape;

    private byte[] event;

    @Setup
    public void makeEvent() {
        var data = switch (shape) {
            case "text" -> text();
            case "small" -> values(SMALL);
            default -> values(LARGE);
        };
        var records = JACKSON.createArrayNode();
        IntStream.range(0, BATCH).forEach(i -> records.add(JACKSON.createObjectNode()
                .put("messageId", "m" + i).put("receiptHandle", "r" + i)
                .put("body",
                        "{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":%s,\"id\":\"n%d\"}".formatted(data,
                                i))
                .put("eventSourceARN", "arn:aws:sqs:eu-west-1:123456789012:notifications")
                .set("attributes", JACKSON.createObjectNode().put("ApproximateReceiveCount", "1")
                        .put("SentTimestamp", "1795341609000"))));
        event = JACKSON.createObjectNode().set("Records", records).toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public long hermes() {
        long characters = 0;
        for (var record : Json.parse(new String(event, StandardCharsets.UTF_8)).at("Records").elements()) {
            var message = (QueueMessage.WithNotification) QueueMessage.read(QueueRecord.of(record));
            characters += message.notification().content().data().length();
        }
        return characters;
    }

    @Benchmark
    public long jackson() throws IOException {
        long members = 0;
        for (JsonNode record : JACKSON.readTree(event).get("Records")) {
            members += JACKSON.readTree(record.get("body").asText()).size();
        }
        return members;
    }

    private static String values(int size) {
        var value = "{\"row\":17,\"name\":\"Backup of machine 17\",\"price\":12.50,\"tags\":[\"a\",\"b\"],\"done\":true}";
        return IntStream.range(0, size / value.length()).mapToObj(_ -> value)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String text() {
        var sentence = "The backup of machine 17 has ended. ";
        return "\"" + sentence.repeat(LARGE / sentence.length()) + "\"";
    }
}
