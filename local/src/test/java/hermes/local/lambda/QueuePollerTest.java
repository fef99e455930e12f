package hermes.local.lambda;

import static hermes.local.lambda.PollerExtension.DONE;
import static hermes.local.lambda.PollerExtension.STACK;
import static hermes.local.lambda.PollerExtension.VISIBILITY_SECONDS;
import static hermes.local.lambda.PollerExtension.await;
import static hermes.local.lambda.PollerExtension.bodies;
import static hermes.local.lambda.PollerExtension.failuresOf;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.stack.HttpPort;
import hermes.local.stack.Json;
import hermes.local.stack.LoopbackGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QueuePollerTest {

    @RegisterExtension
    static final PollerExtension worker = new PollerExtension();

    @Test
    void eventHasTheShapeOfAws() throws InterruptedException {
        worker.poll(worker.source(10, 0, true, 5), _ -> DONE);
        ObjectNode request = Json.object().put("MessageBody", "{\"a\":\"ü\"}");
        request.putObject("MessageAttributes").putObject("trace_id").put("DataType", "String")
                .put("StringValue", "t");
        JsonNode sent = worker.call("SendMessage", request);

        JsonNode record = worker.nextInvocation().path("Records").path(0);

        assertThat(record.fieldNames()).toIterable().containsExactly("messageId", "receiptHandle", "body",
                "attributes",
                "messageAttributes", "md5OfBody", "eventSource", "eventSourceARN", "awsRegion");
        assertThat(record.path("messageId")).isEqualTo(sent.path("MessageId"));
        assertThat(record.path("md5OfBody")).isEqualTo(sent.path("MD5OfMessageBody"));
        assertThat(record.path("body").textValue()).isEqualTo("{\"a\":\"ü\"}");
        assertThat(record.path("attributes").path("ApproximateReceiveCount").textValue()).isEqualTo("1");
        assertThat(record.path("attributes").path("SentTimestamp").textValue()).matches("\\d{13}");
        assertThat(record.path("attributes").path("ApproximateFirstReceiveTimestamp").textValue())
                .matches("\\d{13}");
        assertThat(record.path("attributes").path("SenderId").isTextual()).isTrue();
        assertThat(record.path("messageAttributes").toString())
                .isEqualTo("{\"trace_id\":{\"stringValue\":\"t\","
                        + "\"stringListValues\":[],\"binaryListValues\":[],\"dataType\":\"String\"}}");
        assertThat(record.path("eventSource").textValue()).isEqualTo("aws:sqs");
        assertThat(record.path("eventSourceARN").textValue()).isEqualTo(STACK.arn("sqs", worker.queue()));
        assertThat(record.path("awsRegion").textValue()).isEqualTo("us-east-1");
    }

    @Test
    void messagesThatAreDoneDoNotComeAgain() throws InterruptedException {
        worker.poll(worker.source(10, 0, true, 5), _ -> DONE);
        worker.send("one");

        worker.nextInvocation();

        worker.awaitMessages(worker.queue(), 0);
        assertThat(worker.invocations().poll(VISIBILITY_SECONDS + 1, SECONDS)).isNull();
    }

    @Test
    void onlyTheReportedMessageComesAgainAndThenGoesToTheDeadLetterQueue() throws InterruptedException {
        worker.send("good", "bad", "fine");
        worker.poll(worker.source(10, 0, true, 5),
                event -> new Returned(Json.bytes(failuresOf(event, "bad"))));

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 4) {
            bodies.addAll(bodies(worker.nextInvocation()));
        }

        assertThat(bodies).containsExactlyInAnyOrder("good", "bad", "fine", "bad");
        worker.awaitMessages(worker.dead(), 1);
        assertThat(worker.invocations()).isEmpty();
    }

    @Test
    void failedInvocationBringsTheWholeBatchAgain() throws InterruptedException {
        var first = new AtomicInteger();
        worker.send("one", "two");
        worker.poll(worker.source(10, 0, true, 5),
                _ -> first.getAndIncrement() == 0 ? new Failed("E", "", new byte[0]) : DONE);

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 4) {
            bodies.addAll(bodies(worker.nextInvocation()));
        }

        assertThat(bodies).containsExactlyInAnyOrder("one", "two", "one", "two");
        worker.awaitMessages(worker.queue(), 0);
    }

    @Test
    void batchIsNotLargerThanItsSize() throws InterruptedException {
        worker.send("1", "2", "3", "4", "5");
        worker.poll(worker.source(2, 0, true, 5), _ -> DONE);

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 5) {
            JsonNode event = worker.nextInvocation();
            assertThat(event.path("Records")).hasSizeLessThanOrEqualTo(2);
            bodies.addAll(bodies(event));
        }

        assertThat(bodies).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    @Test
    void windowGathersALargeBatch() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            worker.send("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        }
        worker.poll(worker.source(30, 20, true, 5), _ -> DONE);

        assertThat(worker.nextInvocation().path("Records")).hasSize(30);
        worker.awaitMessages(worker.queue(), 0);
    }

    @Test
    void noMoreInvocationsRunThanTheMaximumConcurrency() throws InterruptedException {
        var release = new CountDownLatch(1);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        worker.send("1", "2", "3", "4");
        worker.poll(worker.source(1, 0, true, 2), _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await(release);
            running.decrementAndGet();
            return DONE;
        });
        worker.nextInvocation();
        worker.nextInvocation();

        assertThat(worker.invocations().poll(500, MILLISECONDS)).isNull();
        release.countDown();
        worker.nextInvocation();
        worker.nextInvocation();

        assertThat(most).hasValue(2);
    }

    @Test
    void queuesOfAFunctionTogetherLeaveInvocationsToOthers() throws InterruptedException {
        worker.share(2);
        var release = new CountDownLatch(1);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        Function<JsonNode, InvocationResult> answer = _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await(release);
            running.decrementAndGet();
            return DONE;
        };
        worker.send("1", "2", "3");
        worker.poll(worker.source(1, 0, true, 2), answer);
        worker.createQueues();
        worker.send("4", "5", "6");
        worker.poll(worker.source(1, 0, true, 2), answer);
        worker.nextInvocation();
        worker.nextInvocation();

        assertThat(worker.invocations().poll(500, MILLISECONDS)).isNull();
        release.countDown();
        for (int i = 0; i < 4; i++) {
            worker.nextInvocation();
        }

        assertThat(most).hasValue(2);
    }

    /** One that has nothing to do holds up nobody. */
    @Test
    void whoWaitsForMessagesLeavesTheInvocationsToTheOtherQueue() throws InterruptedException {
        worker.share(1);
        worker.poll(worker.source(1, 0, true, 2), _ -> DONE);
        worker.createQueues();
        worker.send("1", "2");
        worker.poll(worker.source(1, 0, true, 2), _ -> DONE);

        worker.nextInvocation();
        worker.nextInvocation();
    }

    /** A real queue would take 20 seconds for each of them. */
    @Test
    void emptyReceivesUseUpNoConcurrency() throws InterruptedException {
        var receives = new AtomicInteger();
        try (var port = HttpPort.bind("The queue", 0)) {
            port.serve(LoopbackGuard.forPrograms(exchange -> exchange.getResponseSender()
                    .send(receives.incrementAndGet() < 10
                            ? "{}"
                            : "{\"Messages\":[{\"MessageId\":\"1\"}]}")));
            worker.poll(worker.source(1, 0, true, 2), worker.queueAt(port), _ -> DONE);

            worker.nextInvocation();
            worker.end();
        }
    }
}
