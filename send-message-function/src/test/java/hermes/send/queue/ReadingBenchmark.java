package hermes.send.queue;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.send.Events;
import hermes.send.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long it takes from the bytes of a batch of ten to notifications that are checked, against one pass of
 * Jackson's {@code readTree} over the same JSON: the event, and the bodies that are texts in it. The shortest of
 * many runs, taken in turns. Not part of a build, as it says nothing on a busy machine. Prints what it measures
 * and fails beyond the bound:
 *
 * <pre>{@code
 * mvn test -pl send-message-function -am -Dtest=ReadingBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class ReadingBenchmark {
    private static final int BATCH = 10;
    private static final int WARM_UP = 100;
    private static final int RUNS = 200;
    private static final double MOST = 2;
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private long seen;

    @ParameterizedTest
    @CsvSource({"100000, many small values", "100000, one text", "1000, many small values"})
    void aBatchIsReadInLessThanTwoPassesOfJackson(int size, String shape) throws IOException {
        byte[] event = event(shape.equals("one text") ? text(size) : values(size));
        long ours = Long.MAX_VALUE;
        long jacksons = Long.MAX_VALUE;
        long jacksonsEvent = Long.MAX_VALUE;

        for (int run = -WARM_UP; run < RUNS; run++) {
            long start = System.nanoTime();
            hermes(event);
            long read = System.nanoTime();
            jackson(event);
            long passed = System.nanoTime();
            JACKSON.readTree(event);
            long passedEvent = System.nanoTime();
            if (run >= 0) {
                ours = Math.min(ours, read - start);
                jacksons = Math.min(jacksons, passed - read);
                jacksonsEvent = Math.min(jacksonsEvent, passedEvent - passed);
            }
        }

        double ratio = (double) ours / jacksons;
        System.out.printf(
                "%d x %d bytes, %s: %.2f ms, one pass of Jackson %.2f ms (%.2f ms without the bodies), ratio %.2f%n",
                BATCH, size, shape, ours / 1e6, jacksons / 1e6, jacksonsEvent / 1e6, ratio);
        assertThat(seen).isPositive();
        assertThat(ratio).isLessThan(MOST);
    }

    private void hermes(byte[] event) {
        for (Json record : Json.parse(new String(event, StandardCharsets.UTF_8)).at("Records").elements()) {
            var message = (QueueMessage.WithNotification) QueueMessage.read(QueueRecord.of(record));
            seen += message.notification().content().data().length();
        }
    }

    private void jackson(byte[] event) throws IOException {
        for (JsonNode record : JACKSON.readTree(event).get("Records")) {
            seen += JACKSON.readTree(record.get("body").asText()).size();
        }
    }

    private static byte[] event(String data) {
        return Events.batch(IntStream.range(0, BATCH).mapToObj(i -> Events.record("m" + i,
                "{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":%s,\"id\":\"n%d\"}".formatted(data, i)))
                .toArray(String[]::new)).getBytes(StandardCharsets.UTF_8);
    }

    private static String values(int size) {
        String value = "{\"row\":17,\"name\":\"Backup of machine 17\",\"price\":12.50,\"tags\":[\"a\",\"b\"],\"done\":true}";
        return IntStream.range(0, size / value.length()).mapToObj(_ -> value).collect(joining(",", "[", "]"));
    }

    private static String text(int size) {
        String sentence = "The backup of machine 17 has ended. ";
        return "\"" + sentence.repeat(size / sentence.length()) + "\"";
    }
}
