package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Access;
import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.cli.console.MetricLines;
import hermes.cli.console.MetricStatistics;
import hermes.cli.stack.AwsOperations;
import hermes.cli.stack.StackClients;
import hermes.common.Connection;
import hermes.local.LocalStack;
import hermes.local.StackOptions;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.Denied;
import hermes.local.stack.StackEvent.FunctionOutput;
import hermes.local.stack.StackEvent.Invoked;
import hermes.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The stack of {@code template.yaml} with the packaged jars, started once for all test classes that share it. Tests
 * stay apart by using rooms of their own. A class fails if a function called what its role does not permit, even
 * where the function got on without, or if it logged a token or what a notification says.
 */
public final class WholeStack implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    /** Whoever asserts something about what all have in common, as dead letters, holds this {@code ResourceLock}. */
    public static final String SHARED = "shared stack";

    public static final Path HOME = Path.of("").toAbsolutePath().getParent();
    public static final Path TEMPLATE = HOME.resolve("template.yaml");

    /** What no function may log. Tests put it into what they publish. */
    static final String CONFIDENTIAL = "for-browsers-only";

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

    private final boolean shared;
    private final StackOptions options;
    private Running running;

    public WholeStack() {
        this(true, StackOptions.DEFAULT);
    }

    private WholeStack(boolean shared, StackOptions options) {
        this.shared = shared;
        this.options = options;
    }

    /** For a class that counts what the stack does, or changes it for all. */
    public static WholeStack ofItsOwn() {
        return ofItsOwn(Map.of());
    }

    /** @param parameters of the template; the others have their defaults */
    public static WholeStack ofItsOwn(Map<String, String> parameters) {
        return new WholeStack(false, StackOptions.DEFAULT.withParameters(parameters));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var store = (shared ? context.getRoot() : context).getStore(Namespace.create(WholeStack.class));
        // A store asks those above it for what it lacks: under the same key this class would get the stack of all.
        Object key = shared ? Running.class : this;
        running = store.getOrComputeIfAbsent(key, _ -> new Running(TEMPLATE, options), Running.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(denied()).as("what the functions' roles lack").isEmpty();
        assertThat(leaks()).as("log lines with a token or what a notification says").isEmpty();
    }

    /** A stack outside the lifecycle of a test class. Whoever starts it closes it. */
    static WholeStack of(Path template) {
        return of(template, StackOptions.DEFAULT);
    }

    /** As {@link #of(Path)}. */
    static WholeStack of(Path template, StackOptions options) {
        var own = ofItsOwn();
        own.running = new Running(template, options);
        return own;
    }

    public LocalStack local() {
        return running.local;
    }

    /** Every call that a role has denied so far. */
    List<Denied> denied() {
        return List.copyOf(running.denied);
    }

    /** What the functions have printed and logged so far, without the lines of metrics. */
    public List<String> logged() {
        return List.copyOf(running.logged);
    }

    /** Of that, what must not be there. */
    List<String> leaks() {
        return logged().stream().filter(line -> line.contains(CONFIDENTIAL)
                || running.tokens.stream().anyMatch(line::contains)).toList();
    }

    /** Invocations that ended without an answer: what they had comes again when the visibility time-out is over. */
    List<Invoked> brokenOff() {
        return List.copyOf(running.brokenOff);
    }

    /** What the functions have counted so far. */
    public MetricStatistics metrics() {
        return running.metrics;
    }

    public AwsOperations operations() {
        return running.operations;
    }

    public StackClients aws() {
        return operations().clients();
    }

    public String output(String name) {
        return running.local.outputs().get(name);
    }

    public String webSocketUrl() {
        return output("WebSocketUrl");
    }

    public String newRoom() {
        return "room-" + UUID.randomUUID();
    }

    public String token(String user, String room) {
        return token(user, room, TOKEN_LIFETIME);
    }

    String token(String user, String room, Duration lifetime) {
        var token = operations().issueToken(user, room, lifetime, Access.SEND_AND_LISTEN);
        running.tokens.add(token);
        return token;
    }

    public Browser connect(String user, String room) {
        return new Browser(webSocketUrl(), token(user, room));
    }

    /**
     * What {@code ./hermes up} would start beside it, on a port of its own; whoever starts it closes it.
     *
     * @param client where the page would lie
     */
    public ConsoleServer startConsole(Path client) {
        var api = new ConsoleApi(operations(), local()::invoke, metrics());
        return new ConsoleServer(api, new LogFeed(), client, 0).start(0);
    }

    public void putOnQueue(String body) {
        aws().sqs().sendMessage(send -> send.queueUrl(output("QueueUrl")).messageBody(body));
    }

    /** @param room without characters that SQS does not take in the name of a group */
    public void putOnOrderedQueue(String room, String body) {
        aws().sqs().sendMessage(send -> send.queueUrl(output("OrderedQueueUrl")).messageGroupId(room)
                .messageDeduplicationId(UUID.randomUUID().toString()).messageBody(body));
    }

    /** @param data a text without anything to escape */
    public void publish(String room, String data) {
        putOnQueue("{\"user_id\":9,\"room_id\":\"%s\",\"data\":\"%s\"}".formatted(room, data));
    }

    public List<String> connectionIds(String room) {
        return operations().connections(room, Optional.empty()).stream().map(Connection::id).toList();
    }

    public boolean queueIsEmpty() {
        return messages("QueueUrl") == 0;
    }

    public boolean queuesAreEmpty() {
        return queueIsEmpty() && messages("OrderedQueueUrl") == 0;
    }

    /** Of both queues. */
    public int deadLetterCount() {
        return messages("DeadLetterQueueUrl") + messages("OrderedDeadLetterQueueUrl");
    }

    private int messages(String queue) {
        return aws().sqs()
                .getQueueAttributes(get -> get.queueUrl(output(queue)).attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes().values().stream().mapToInt(Integer::parseInt).sum();
    }

    /**
     * Leaves nothing of the tests before on any queue. Their last notifications arrive before they are deleted; what was
     * broken off comes again after 150 seconds.
     */
    public void clearQueues() {
        Eventually.isTrue("nothing is left of another test", Duration.ofMinutes(4), this::queuesAreEmpty);
        aws().sqs().purgeQueue(purge -> purge.queueUrl(output("DeadLetterQueueUrl")));
        aws().sqs().purgeQueue(purge -> purge.queueUrl(output("OrderedDeadLetterQueueUrl")));
    }

    /** Waits for as many messages in the dead-letter queue and takes them out. */
    List<Message> deadLetters(int count) {
        return deadLetters(count, "DeadLetterQueueUrl");
    }

    /** As {@link #deadLetters}, of the ordered queue. */
    List<Message> orderedDeadLetters(int count) {
        return deadLetters(count, "OrderedDeadLetterQueueUrl");
    }

    private List<Message> deadLetters(int count, String output) {
        var found = new ArrayList<Message>();
        Eventually.isTrue("%d messages lie in %s".formatted(count, output), () -> {
            found.addAll(takeDeadLetters(output(output)));
            return found.size() >= count;
        });
        return found;
    }

    private List<Message> takeDeadLetters(String queue) {
        var messages = aws().sqs()
                .receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10)
                        .messageAttributeNames("All"))
                .messages();
        messages.forEach(message -> aws().sqs()
                .deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle())));
        return messages;
    }

    /** Of a stack that nobody shares. */
    @Override
    public void close() {
        running.close();
    }

    private static final class Running implements AutoCloseable {

        private final Queue<Denied> denied = new ConcurrentLinkedQueue<>();
        private final Queue<Invoked> brokenOff = new ConcurrentLinkedQueue<>();
        private final Queue<String> logged = new ConcurrentLinkedQueue<>();
        private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
        private final MetricStatistics metrics = new MetricStatistics();
        private final LocalStack local;
        private final AwsOperations operations;

        Running(Path template, StackOptions options) {
            this.local = LocalStack.start(template, options.withLog(this::see));
            this.operations = AwsOperations.local(local.outputs());
        }

        private void see(StackEvent event) {
            switch (event) {
                case Denied call -> denied.add(call);
                case FunctionOutput output -> read(output.line());
                case Invoked invoked when invoked.failed() -> brokenOff.add(invoked);
                default -> {
                    // What else happens is not looked at.
                }
            }
        }

        private void read(String line) {
            var measured = MetricLines.in(line);
            metrics.add(measured);
            if (measured.isEmpty()) {
                logged.add(line);
            }
        }

        @Override
        public void close() {
            operations.close();
            local.close();
        }
    }
}
