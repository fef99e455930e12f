package hermes.send;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import hermes.common.DynamoConnections;
import hermes.common.Environment;
import hermes.common.Priming;
import hermes.common.grant.Grants;
import hermes.common.inbox.Inboxes;
import hermes.send.delivery.ConnectionSender;
import hermes.send.delivery.Delivery;
import hermes.send.delivery.Dismissals;
import hermes.send.delivery.FanOut;
import hermes.send.delivery.GatewayPosts;
import hermes.send.delivery.JobQueue;
import hermes.send.delivery.Publishing;
import hermes.send.delivery.SqsNotificationQueue;
import hermes.send.inbox.InboxMessages;
import hermes.send.inbox.OwnNotifications;
import hermes.send.inbox.StateFrames;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.DelayPolicy;
import hermes.send.invocation.EmbeddedMetrics;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.Log;
import hermes.send.invocation.Precedence;
import hermes.send.invocation.RetryDelay;
import hermes.send.json.Json;
import hermes.send.json.JsonObject;
import hermes.send.queue.Handover;
import hermes.send.queue.Pauses;
import hermes.send.queue.QueueBatch;
import hermes.send.queue.QueueRecord;
import hermes.send.queue.Remainder;
import hermes.send.queue.Settlement;
import hermes.send.queue.SqsDeadLetters;
import hermes.send.queue.SqsVisibility;
import hermes.send.room.Joining;
import hermes.send.room.Memberships;
import hermes.send.route.Allowance;
import hermes.send.route.CatchUp;
import hermes.send.route.Resume;
import hermes.send.route.RouteRequest;
import hermes.send.route.Routes;
import hermes.send.route.TokenEnd;
import hermes.send.stream.DynamoSpending;
import hermes.send.stream.DynamoStreams;
import hermes.send.stream.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The function behind the notification queue and the routes of the browsers: takes an SQS batch or a WebSocket
 * message, and answers as the event source mapping or the route expects. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batch answers</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">
 *      Route responses</a>
 */
public final class SendMessageFunction implements RequestStreamHandler {

    /** The post under way when time is over can take 3 s, and 0.3 s more; then jobs, dead letters and metrics are sent. */
    private static final Duration RESERVE = Duration.ofSeconds(6);
    static final DelayPolicy BETWEEN_APPENDS = new Precedence(Duration.ofMillis(800));
    static final DelayPolicy BETWEEN_POSTS = new Backoff(Duration.ofMillis(50),
            Duration.ofSeconds(2));

    private final Surroundings surroundings;
    private final Settings settings;
    private final QueueBatch batch;
    private final Settlement settlement;
    private final Routes routes;

    /**
     * Reads the process's environment and primes itself by one read.
     *
     * @throws hermes.common.InvalidEnvironmentException if a variable is missing or has a bad value
     */
    public SendMessageFunction() {
        this(Settings.of(Environment.ofProcess()), Clients.create(), Surroundings.ofProcess());
    }

    SendMessageFunction(Settings settings, Clients clients, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        var clock = surroundings.clock();
        var connections = new DynamoConnections(clients.dynamoDb(), settings.tables().connections(), clock);
        var table = new Table(clients.dynamoDb(), settings.tables().notifications());
        var streams = new DynamoStreams(table, settings.retention(), clock, retryDelay(BETWEEN_APPENDS));
        var queue = new SqsNotificationQueue(clients.sqs(), settings.queues().standard().url());
        var connectionSender = new ConnectionSender(new GatewayPosts(clients.gateway()),
                retryDelay(BETWEEN_POSTS));
        var dismissals = new Dismissals(clients.gateway(), connectionSender);
        var grants = new Grants(clients.dynamoDb(), settings.tables().grants(), clock);
        var joining = new Joining(connections, grants, clock);
        var memberships = new Memberships(connections, grants, joining, connectionSender::tell, clock);
        var fanOut = new FanOut(connections, connectionSender, dismissals, memberships, clock);
        var delivery = new Delivery(connections, streams, fanOut, memberships,
                new JobQueue(queue, surroundings.random()));
        var inboxes = inboxes(clients);
        var stateFrames = new StateFrames(connections, fanOut);
        var inbox = new InboxMessages(inboxes, stateFrames, connectionSender);
        var publishing = new Publishing(streams, new OwnNotifications(inboxes, stateFrames), delivery);
        batch = new QueueBatch(publishing, delivery, inbox,
                new Handover(clients.sqs(), settings.queues().ordered().url()),
                new Remainder(queue, surroundings.random()), clock);
        settlement = new Settlement(new SqsDeadLetters(clients.sqs(), settings.queues()),
                new SqsVisibility(clients.sqs(), settings.queues()), new Pauses(surroundings.random()),
                settings.mostReceives());
        var resume = new Resume(connections, joining, new CatchUp(streams), inbox,
                Allowance.ofCatchUps(new DynamoSpending(table), clock), connectionSender);
        routes = new Routes(new TokenEnd(dismissals, clock), connections,
                Allowance.ofMessages(connections, clock), publishing, queue, resume, inbox);
        Priming.attempt(() -> connections.find("priming"));
        Priming.attempt(SendMessageFunction::primeMetrics);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        var event = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        var metrics = new EmbeddedMetrics();
        var invocation = new Invocation(context.getAwsRequestId(), deadline(context),
                new Log(surroundings.out(), surroundings.clock(), settings.logLevel(),
                        context.getAwsRequestId()),
                metrics);
        try {
            out.write(answer(event, invocation).getBytes(StandardCharsets.UTF_8));
        } finally {
            write(metrics, context, invocation.log());
        }
    }

    private String answer(Json event, Invocation invocation) {
        if (event.members().containsKey("Records")) {
            List<QueueRecord> records = event.at("Records").elements().stream().map(QueueRecord::of)
                    .toList();
            return batchAnswer(settlement.settle(batch.handle(records, invocation), invocation));
        }
        return new JsonObject().number("statusCode", 200)
                .text("body", routes.answer(RouteRequest.of(event), invocation)).toString();
    }

    private static String batchAnswer(List<String> failures) {
        return new JsonObject().array("batchItemFailures", failures.stream()
                .map(id -> new JsonObject().text("itemIdentifier", id).toString()).toList()).toString();
    }

    private static void primeMetrics() {
        var metrics = new EmbeddedMetrics();
        metrics.published(0);
        metrics.lines("priming");
    }

    /** What was delivered is delivered, whether or not it can be counted. */
    private void write(EmbeddedMetrics metrics, Context context, Log log) {
        try {
            metrics.lines(context.getFunctionName()).forEach(surroundings.out()::println);
        } catch (IllegalStateException e) {
            log.error("metrics_not_written", e, line -> line);
        }
    }

    private Inboxes inboxes(Clients clients) {
        return new Inboxes(clients.dynamoDb(), settings.tables().inboxStates(),
                settings.tables().notifications(), surroundings.clock());
    }

    private Deadline deadline(Context context) {
        return Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE),
                surroundings.nanoTime());
    }

    private RetryDelay retryDelay(DelayPolicy policy) {
        return new RetryDelay(policy, surroundings.random(), surroundings.pause());
    }
}
