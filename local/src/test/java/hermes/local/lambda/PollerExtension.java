package hermes.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Pollers of queues that are real, for a function that is not: each test has a queue of its own with a dead-letter queue,
 * and whatever was wrong with a poller or the function fails it.
 */
final class PollerExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    static final StackIdentity STACK = new StackIdentity("test", "us-east-1", "000000000000");
    static final Returned DONE = new Returned("{\"batchItemFailures\":[]}".getBytes(UTF_8));

    /** Longer than a busy machine takes to delete what is done. */
    static final int VISIBILITY_SECONDS = 3;

    private static final int PATIENCE_SECONDS = 30;
    private static final Duration RETENTION = Duration.ofDays(4);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final BlockingQueue<JsonNode> invocations = new LinkedBlockingQueue<>();
    private final BlockingQueue<StackEvent> log = new LinkedBlockingQueue<>();

    /** Of the function, whose thread nobody waits for. */
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final List<QueuePoller> pollers = new ArrayList<>();
    private Running running;
    private String queue;
    private Semaphore shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(Namespace.create(PollerExtension.class))
                .getOrComputeIfAbsent(Running.class, _ -> new Running(), Running.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        pollers.clear();
        invocations.clear();
        log.clear();
        faults.clear();
        share(100);
        createQueues();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        for (var poller : pollers) {
            poller.close();
            assertThat(poller.awaitEnd()).isTrue();
        }
        assertThat(log).isEmpty();
        assertThat(faults).isEmpty();
    }

    /** @param invocations that there may be for all queues together */
    void share(int invocations) {
        shared = new Semaphore(invocations);
    }

    /** Messages that are not done come again, and go to the dead-letter queue after the second receive. */
    void createQueues() {
        queue = "queue" + NUMBER.incrementAndGet();
        create(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(VISIBILITY_SECONDS)));
    }

    void createFifoQueues(String visibilitySeconds) {
        queue += ".fifo";
        create(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, visibilitySeconds,
                QueueAttributeName.FIFO_QUEUE, "true"));
    }

    String queue() {
        return queue;
    }

    String dead() {
        return queue.endsWith(".fifo") ? queue.replace(".fifo", "-dead.fifo") : queue + "-dead";
    }

    /** One at which somebody else answers. */
    SourceQueue queueAt(HttpPort port) {
        return new SourceQueue(new SqsApi(running.http, URI.create("http://localhost:" + port.number()),
                Credentials.ofFunction("Worker", "us-east-1")), "queue");
    }

    EventSource source(int batchSize, int windowSeconds, boolean reportsFailures, int concurrency) {
        return new EventSource("Worker", STACK.arn("sqs", queue), batchSize, windowSeconds, reportsFailures,
                concurrency);
    }

    void poll(EventSource source, Function<JsonNode, InvocationResult> answer) {
        poll(source, new SourceQueue(running.sqs, running.queues.url(queue)), answer);
    }

    void poll(EventSource source, SourceQueue from, Function<JsonNode, InvocationResult> answer) {
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

    void send(String... bodies) throws InterruptedException {
        ObjectNode request = Json.object();
        ArrayNode entries = request.putArray("Entries");
        for (String body : bodies) {
            entries.addObject().put("Id", "m" + entries.size()).put("MessageBody", body);
        }
        assertThat(call("SendMessageBatch", request).path("Successful")).hasSize(bodies.length);
    }

    void sendTo(String group, String... bodies) throws InterruptedException {
        for (String body : bodies) {
            call("SendMessage", Json.object().put("MessageBody", body)
                    .put("MessageGroupId", group).put("MessageDeduplicationId", group + body));
        }
    }

    /** @param request names no queue: it is for that of the test */
    JsonNode call(String operation, ObjectNode request) throws InterruptedException {
        return running.sqs.call(operation, request.put("QueueUrl", running.queues.url(queue)));
    }

    JsonNode nextInvocation() throws InterruptedException {
        JsonNode event = invocations.poll(PATIENCE_SECONDS, SECONDS);
        assertThat(event).as("an invocation within " + PATIENCE_SECONDS + " s").isNotNull();
        return event;
    }

    /** What the function was invoked with and nobody has taken yet. */
    BlockingQueue<JsonNode> invocations() {
        return invocations;
    }

    /** Visible or not. */
    void awaitMessages(String queue, int expected) throws InterruptedException {
        ObjectNode request = Json.object().put("QueueUrl", running.queues.url(queue));
        request.putArray("AttributeNames").add("All");
        long end = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        int found = -1;
        while (found != expected && System.nanoTime() < end) {
            JsonNode attributes = running.sqs.call("GetQueueAttributes", request).path("Attributes");
            found = attributes.path("ApproximateNumberOfMessages").asInt()
                    + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
        }
        assertThat(found).as("messages in " + queue).isEqualTo(expected);
    }

    /** Of the last poller, while its queue is still there. */
    void end() throws InterruptedException {
        pollers.getLast().close();
        assertThat(pollers.getLast().awaitEnd()).isTrue();
    }

    static List<String> bodies(JsonNode event) {
        return event.path("Records").valueStream().map(record -> record.path("body").textValue()).toList();
    }

    static ObjectNode failuresOf(JsonNode event, String body) {
        ObjectNode answer = Json.object();
        ArrayNode failures = answer.putArray("batchItemFailures");
        event.path("Records").valueStream().filter(record -> record.path("body").textValue().equals(body))
                .forEach(record -> failures.addObject().set("itemIdentifier", record.path("messageId")));
        return answer;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void create(Map<QueueAttributeName, String> attributes) {
        var deadLetters = new DeadLetters(STACK.arn("sqs", dead()), 2);
        running.queues.create(List.of(new QueueSpec(queue, attributes, Optional.of(deadLetters), RETENTION),
                new QueueSpec(dead(), attributes, Optional.empty(), RETENTION)));
    }

    /** For all test classes of a run. */
    private static final class Running implements AutoCloseable {

        private final LocalQueues queues = LocalQueues.start(STACK, 0);
        private final HttpClient http = HttpClient.newHttpClient();
        private final SqsApi sqs = new SqsApi(http, queues.endpoint(),
                Credentials.ofFunction("Sender", "us-east-1"));

        @Override
        public void close() {
            http.shutdownNow();
            queues.close();
        }
    }
}
