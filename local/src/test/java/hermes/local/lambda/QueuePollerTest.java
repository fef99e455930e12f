package hermes.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.sqs.LocalQueues;
import hermes.local.sqs.QueueSpec;
import hermes.local.sqs.QueueSpec.DeadLetters;
import hermes.local.sqs.SqsApi;
import hermes.local.stack.Credentials;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LoopbackGuard;
import hermes.local.stack.Json;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class QueuePollerTest {

    private static final StackIdentity STACK = new StackIdentity("test", "us-east-1", "000000000000");
    private static final int PATIENCE_SECONDS = 30;
    private static final Duration RETENTION = Duration.ofDays(4);

    /** Longer than a busy machine takes to delete what is done. */
    private static final int VISIBILITY_SECONDS = 3;
    private static final Returned DONE = new Returned("{\"batchItemFailures\":[]}".getBytes(UTF_8));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static LocalQueues queues;
    private static HttpClient http;
    private static SqsApi sqs;

    private final BlockingQueue<JsonNode> invocations = new LinkedBlockingQueue<>();
    private final BlockingQueue<StackEvent> log = new LinkedBlockingQueue<>();

    /** Of the function, whose thread nobody waits for. */
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private String queue;
    private Semaphore shared = new Semaphore(100);
    private final List<QueuePoller> pollers = new ArrayList<>();

    @BeforeAll
    static void start() {
        queues = LocalQueues.start(STACK, 0);
        http = HttpClient.newHttpClient();
        sqs = new SqsApi(http, queues.endpoint(), Credentials.ofFunction("Sender", "us-east-1"));
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        queues.close();
    }

    /** Messages that are not done come again, and go to the dead-letter queue after the second receive. */
    @BeforeEach
    void createQueues() {
        queue = "queue" + NUMBER.incrementAndGet();
        var attributes = Map.of(QueueAttributeName.VISIBILITY_TIMEOUT,
                String.valueOf(VISIBILITY_SECONDS));
        var deadLetters = new DeadLetters(STACK.arn("sqs", queue + "-dead"), 2);
        queues.create(List.of(new QueueSpec(queue, attributes, Optional.of(deadLetters), RETENTION),
                new QueueSpec(queue + "-dead", attributes, Optional.empty(), RETENTION)));
    }

    @AfterEach
    void pollerEnds() throws InterruptedException {
        for (var poller : pollers) {
            poller.close();
            assertThat(poller.awaitEnd()).isTrue();
        }
        assertThat(log).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void eventHasTheShapeOfAws() throws InterruptedException {
        poll(source(10, 0, true, 5), _ -> DONE);
        ObjectNode request = Json.object().put("QueueUrl", queues.url(queue)).put("MessageBody",
                "{\"a\":\"ü\"}");
        request.putObject("MessageAttributes").putObject("trace_id").put("DataType", "String")
                .put("StringValue", "t");
        JsonNode sent = sqs.call("SendMessage", request);

        JsonNode record = nextInvocation().path("Records").path(0);

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
        assertThat(record.path("eventSourceARN").textValue()).isEqualTo(STACK.arn("sqs", queue));
        assertThat(record.path("awsRegion").textValue()).isEqualTo("us-east-1");
    }

    @Test
    void messagesThatAreDoneDoNotComeAgain() throws InterruptedException {
        poll(source(10, 0, true, 5), _ -> DONE);
        send("one");

        nextInvocation();

        awaitMessages(queue, 0);
        assertThat(invocations.poll(VISIBILITY_SECONDS + 1, SECONDS)).isNull();
    }

    @Test
    void onlyTheReportedMessageComesAgainAndThenGoesToTheDeadLetterQueue() throws InterruptedException {
        send("good", "bad", "fine");
        poll(source(10, 0, true, 5), event -> new Returned(Json.bytes(failuresOf(event, "bad"))));

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 4) {
            bodies.addAll(bodies(nextInvocation()));
        }

        assertThat(bodies).containsExactlyInAnyOrder("good", "bad", "fine", "bad");
        awaitMessages(queue + "-dead", 1);
        assertThat(invocations).isEmpty();
    }

    @Test
    void failedInvocationBringsTheWholeBatchAgain() throws InterruptedException {
        var first = new AtomicInteger();
        send("one", "two");
        poll(source(10, 0, true, 5),
                _ -> first.getAndIncrement() == 0 ? new Failed("E", "", new byte[0]) : DONE);

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 4) {
            bodies.addAll(bodies(nextInvocation()));
        }

        assertThat(bodies).containsExactlyInAnyOrder("one", "two", "one", "two");
        awaitMessages(queue, 0);
    }

    @Test
    void batchIsNotLargerThanItsSize() throws InterruptedException {
        send("1", "2", "3", "4", "5");
        poll(source(2, 0, true, 5), _ -> DONE);

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 5) {
            JsonNode event = nextInvocation();
            assertThat(event.path("Records")).hasSizeLessThanOrEqualTo(2);
            bodies.addAll(bodies(event));
        }

        assertThat(bodies).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    @Test
    void windowGathersALargeBatch() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            send("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        }
        poll(source(30, 20, true, 5), _ -> DONE);

        assertThat(nextInvocation().path("Records")).hasSize(30);
        awaitMessages(queue, 0);
    }

    @Test
    void noMoreInvocationsRunThanTheMaximumConcurrency() throws InterruptedException {
        var release = new CountDownLatch(1);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        send("1", "2", "3", "4");
        poll(source(1, 0, true, 2), _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await(release);
            running.decrementAndGet();
            return DONE;
        });
        nextInvocation();
        nextInvocation();

        assertThat(invocations.poll(500, MILLISECONDS)).isNull();
        release.countDown();
        nextInvocation();
        nextInvocation();

        assertThat(most).hasValue(2);
    }

    @Test
    void queuesOfAFunctionTogetherLeaveInvocationsToOthers() throws InterruptedException {
        shared = new Semaphore(2);
        var release = new CountDownLatch(1);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        Function<JsonNode, InvocationResult> answer = _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await(release);
            running.decrementAndGet();
            return DONE;
        };
        send("1", "2", "3");
        poll(source(1, 0, true, 2), answer);
        createQueues();
        send("4", "5", "6");
        poll(source(1, 0, true, 2), answer);
        nextInvocation();
        nextInvocation();

        assertThat(invocations.poll(500, MILLISECONDS)).isNull();
        release.countDown();
        for (int i = 0; i < 4; i++) {
            nextInvocation();
        }

        assertThat(most).hasValue(2);
    }

    /** One that has nothing to do holds up nobody. */
    @Test
    void whoWaitsForMessagesLeavesTheInvocationsToTheOtherQueue() throws InterruptedException {
        shared = new Semaphore(1);
        poll(source(1, 0, true, 2), _ -> DONE);
        createQueues();
        send("1", "2");
        poll(source(1, 0, true, 2), _ -> DONE);

        nextInvocation();
        nextInvocation();
    }

    @Test
    void groupOfAFifoQueueComesInItsOrderAndOneBatchAtATime() throws InterruptedException {
        createFifoQueues("60");
        var release = new CountDownLatch(1);
        sendTo("a", "1", "2", "3");
        sendTo("b", "x");
        poll(source(2, 0, true, 5), _ -> {
            await(release);
            return DONE;
        });

        assertThat(List.of(bodies(nextInvocation()), bodies(nextInvocation())))
                .containsExactlyInAnyOrder(List.of("1", "2"), List.of("x"));
        assertThat(invocations.poll(500, java.util.concurrent.TimeUnit.MILLISECONDS))
                .as("the rest of the group while its first batch is worked on").isNull();
        release.countDown();
        JsonNode last = nextInvocation();

        assertThat(bodies(last)).containsExactly("3");
        JsonNode attributes = last.path("Records").path(0).path("attributes");
        assertThat(attributes.path("MessageGroupId").textValue()).isEqualTo("a");
        assertThat(attributes.path("MessageDeduplicationId").textValue()).isEqualTo("a3");
        assertThat(attributes.has("SequenceNumber")).isTrue();
    }

    @Test
    void groupOfAFifoQueueDoesNotHoldUpAnotherThatComesWhileItIsWorkedOn() throws InterruptedException {
        createFifoQueues("60");
        var release = new CountDownLatch(1);
        sendTo("a", "1", "2");
        poll(source(1, 0, true, 5), _ -> {
            await(release);
            return DONE;
        });
        nextInvocation();

        sendTo("b", "x");

        assertThat(bodies(nextInvocation())).containsExactly("x");
        release.countDown();
        assertThat(bodies(nextInvocation())).containsExactly("2");
    }

    /** ElasticMQ would take half a processor for it. */
    @Test
    void nobodyWaitsAtAFifoQueueWhileABatchOfItIsWorkedOn() throws InterruptedException {
        queue += ".fifo";
        var waits = new LinkedBlockingQueue<Integer>();
        var release = new CountDownLatch(1);
        try (var port = HttpPort.bind("The queue", 0)) {
            port.serve(LoopbackGuard.forPrograms(exchange -> exchange.getRequestReceiver()
                    .receiveFullBytes((receiving, body) -> receiving.getResponseSender()
                            .send(answer(body, waits)))));
            var fake = new SqsApi(http, URI.create("http://localhost:" + port.number()),
                    Credentials.ofFunction("Worker", "us-east-1"));
            poll(source(1, 0, true, 5), new SourceQueue(fake, "queue"), _ -> {
                await(release);
                return DONE;
            });

            assertThat(List.of(waits.take(), waits.take(), waits.take())).containsExactly(20, 0, 0);
            release.countDown();
            pollers.getLast().close();
            assertThat(pollers.getLast().awaitEnd()).isTrue();
        }
    }

    /** A message for whoever waits, and nothing for whoever only looks. */
    private static String answer(byte[] request, BlockingQueue<Integer> waits) {
        var wait = Json.parse(request).orElseThrow().path("WaitTimeSeconds");
        if (wait.isMissingNode()) {
            return "{}";
        }
        waits.add(wait.intValue());
        return wait.intValue() > 0 ? "{\"Messages\":[{\"MessageId\":\"1\"}]}" : "{}";
    }

    @Test
    void failedMessageOfAFifoQueueHoldsThoseBehindItUntilItIsBuried() throws InterruptedException {
        createFifoQueues("1");
        sendTo("a", "bad", "next");
        poll(source(1, 0, true, 5), event -> new Returned(Json.bytes(failuresOf(event, "bad"))));

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 3) {
            bodies.addAll(bodies(nextInvocation()));
        }

        assertThat(bodies).containsExactly("bad", "bad", "next");
        awaitMessages(dead(), 1);
    }

    private void createFifoQueues(String visibilitySeconds) {
        queue += ".fifo";
        var attributes = Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, visibilitySeconds,
                QueueAttributeName.FIFO_QUEUE,
                "true");
        var deadLetters = new DeadLetters(STACK.arn("sqs", dead()), 2);
        queues.create(List.of(new QueueSpec(queue, attributes, Optional.of(deadLetters), RETENTION),
                new QueueSpec(dead(), attributes, Optional.empty(), RETENTION)));
    }

    private String dead() {
        return queue.replace(".fifo", "-dead.fifo");
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
            var quick = new SqsApi(http, URI.create("http://localhost:" + port.number()),
                    Credentials.ofFunction("Worker", "us-east-1"));

            poll(source(1, 0, true, 2), new SourceQueue(quick, "queue"), _ -> DONE);

            nextInvocation();
            pollers.getLast().close();
            assertThat(pollers.getLast().awaitEnd()).isTrue();
        }
    }

    private void poll(EventSource source, Function<JsonNode, InvocationResult> answer) {
        poll(source, new SourceQueue(sqs, queues.url(queue)), answer);
    }

    private void poll(EventSource source, SourceQueue from, Function<JsonNode, InvocationResult> answer) {
        Functions functions = (function, event) -> {
            try {
                JsonNode json = Json.parse(event).orElseThrow();
                assertThat(function).isEqualTo("Worker");
                invocations.add(json);
                return answer.apply(json);
            } catch (RuntimeException | AssertionError e) {
                faults.add(e);
                return new Failed("Fault", e.toString(), new byte[0]);
            }
        };
        pollers.add(new QueuePoller(source, from, functions, shared, log::add).start());
    }

    private EventSource source(int batchSize, int windowSeconds, boolean reportsFailures, int concurrency) {
        return new EventSource("Worker", STACK.arn("sqs", queue), batchSize, windowSeconds, reportsFailures,
                concurrency);
    }

    private void send(String... bodies) throws InterruptedException {
        ObjectNode request = Json.object().put("QueueUrl", queues.url(queue));
        ArrayNode entries = request.putArray("Entries");
        for (String body : bodies) {
            entries.addObject().put("Id", "m" + entries.size()).put("MessageBody", body);
        }
        assertThat(sqs.call("SendMessageBatch", request).path("Successful")).hasSize(bodies.length);
    }

    private void sendTo(String group, String... bodies) throws InterruptedException {
        for (String body : bodies) {
            sqs.call("SendMessage", Json.object().put("QueueUrl", queues.url(queue)).put("MessageBody", body)
                    .put("MessageGroupId", group).put("MessageDeduplicationId", group + body));
        }
    }

    private JsonNode nextInvocation() throws InterruptedException {
        JsonNode event = invocations.poll(PATIENCE_SECONDS, SECONDS);
        assertThat(event).as("an invocation within " + PATIENCE_SECONDS + " s").isNotNull();
        return event;
    }

    private static List<String> bodies(JsonNode event) {
        return event.path("Records").valueStream().map(record -> record.path("body").textValue()).toList();
    }

    private static ObjectNode failuresOf(JsonNode event, String body) {
        ObjectNode answer = Json.object();
        ArrayNode failures = answer.putArray("batchItemFailures");
        event.path("Records").valueStream().filter(record -> record.path("body").textValue().equals(body))
                .forEach(record -> failures.addObject().set("itemIdentifier", record.path("messageId")));
        return answer;
    }

    /** Visible or not. */
    private static void awaitMessages(String queue, int expected) throws InterruptedException {
        ObjectNode request = Json.object().put("QueueUrl", queues.url(queue));
        request.putArray("AttributeNames").add("All");
        long end = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        int found = -1;
        while (found != expected && System.nanoTime() < end) {
            JsonNode attributes = sqs.call("GetQueueAttributes", request).path("Attributes");
            found = attributes.path("ApproximateNumberOfMessages").asInt()
                    + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
        }
        assertThat(found).as("messages in " + queue).isEqualTo(expected);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
