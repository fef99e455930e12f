package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict;
import hermes.testing.Eventually;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What goes wrong in the running stack is counted, and what goes through it can be followed. */
final class MetricsIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    @Test
    void poisonIsCountedByItsReason() {
        int all = counted("Poison", "");
        int unreadable = counted("Poison", "bad_json");
        int empty = counted("Poison", "data_missing");

        STACK.putOnQueue("not JSON");
        STACK.putOnQueue("neither");
        STACK.putOnQueue("{\"user_id\":7,\"room_id\":\"%s\"}".formatted(STACK.newRoom()));

        assertThat(STACK.deadLetters(3)).hasSize(3);
        Eventually.isTrue("three are counted", () -> counted("Poison", "") == all + 3);
        Eventually.isTrue("two of them are no JSON", () -> counted("Poison", "bad_json") == unreadable + 2);
        Eventually.isTrue("one has no data", () -> counted("Poison", "data_missing") == empty + 1);
    }

    @Test
    void aBurstThatTheGatewayThrottlesIsCountedAndArrives() {
        var before = counted();
        var room = STACK.newRoom();
        var throttling = new Throttling();
        STACK.local().add(throttling);

        try (var first = STACK.connect("7", room);
                var second = STACK.connect("8", room);
                var third = STACK.connect("9", room)) {
            STACK.putOnQueue("{\"user_id\":7,\"room_id\":\"%s\",\"data\":1}".formatted(room));
            List.of(first, second, third).forEach(browser -> assertThat(browser.next().path("data").asInt())
                    .isEqualTo(1));

            Eventually.isTrue("three deliveries are counted", () -> growth("Delivered", before) == 3);
            Eventually.isTrue("and that they took a second try", () -> growth("Redelivered", before) == 3);
            assertThat(growth("Published", before)).isEqualTo(1);
            assertThat(growth("Throttled", before)).isEqualTo(throttling.refused.get()).isGreaterThan(3);
            assertThat(growth("Undelivered", before)).isZero();
        } finally {
            STACK.local().remove(throttling);
        }
    }

    @Test
    void theTraceIdGoesFromThePublisherToTheBrowserAndIntoTheLog() {
        var room = STACK.newRoom();
        var trace = "trace of " + room;
        int delivered = counted("Delivered", "");
        try (var browser = STACK.connect("7", room)) {
            STACK.aws().sqs().sendMessage(send -> send.queueUrl(STACK.output("QueueUrl"))
                    .messageBody("{\"user_id\":7,\"room_id\":\"%s\",\"id\":\"traced\",\"data\":\"%s\"}"
                            .formatted(room, WholeStack.CONFIDENTIAL))
                    .messageAttributes(Map.of("trace_id", MessageAttributeValue.builder()
                            .dataType("String").stringValue(trace).build())));

            assertThat(browser.next().path("trace_id").asText()).isEqualTo(trace);
            Eventually.isTrue("the delivery is counted, and no other test's",
                    () -> counted("Delivered", "") == delivered + 1);
            Eventually.isTrue("the delivery is logged", () -> !logged(trace).isEmpty());
            assertThat(logged(trace)).singleElement().asString().contains("\"event\":\"delivered\"",
                    "\"request_id\":\"", "\"notification_ids\":[\"traced\"]");
        }
    }

    private static List<String> logged(String trace) {
        return STACK.logged().stream().filter(line -> line.contains(trace)).toList();
    }

    private static Map<String, Integer> counted() {
        return Map.of("Published", counted("Published", ""), "Delivered", counted("Delivered", ""),
                "Throttled", counted("Throttled", ""), "Redelivered", counted("Redelivered", ""),
                "Undelivered", counted("Undelivered", ""));
    }

    private static int growth(String metric, Map<String, Integer> before) {
        return counted(metric, "") - before.get(metric);
    }

    /** @param reason empty for the metric without this dimension */
    private static int counted(String metric, String reason) {
        for (var figure : STACK.metrics().json()) {
            if (figure.path("name").asText().equals(metric)
                    && figure.path("dimensions").path("Reason").asText().equals(reason)) {
                return figure.path("sum").asInt();
            }
        }
        return 0;
    }

    /** Answers posts with 429 until the function has queued them for later. */
    private static final class Throttling implements CallFilter {

        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicBoolean queued = new AtomicBoolean();

        @Override
        public Verdict before(AwsCall call) {
            if (call.caller().equals("SendMessageFunction") && call.operation().equals("SendMessage")) {
                queued.set(true);
            }
            if (queued.get() || !call.operation().equals("PostToConnection")) {
                return new Verdict.Pass();
            }
            refused.incrementAndGet();
            return new Verdict.Fail(429, "LimitExceededException", "Too many posts");
        }
    }
}
