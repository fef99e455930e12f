package hermes.send;

import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.DynamoConnections;
import hermes.common.Environment;
import hermes.local.DynamoDbExtension;
import hermes.local.ElasticMqExtension;
import hermes.send.json.Json;
import hermes.testing.LambdaContext;
import hermes.testing.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The whole function with its own tables and queues on DynamoDB Local and ElasticMQ, posting to a server that
 * stands for API Gateway. Time stands still, and waits between attempts take none.
 */
public abstract class FunctionFixture {

    @RegisterExtension
    public static final DynamoDbExtension db = new DynamoDbExtension();

    @RegisterExtension
    public static final ElasticMqExtension queues = new ElasticMqExtension();

    public static final String ROOM = "acme";
    public static final Instant CONNECTED = Events.SENT.minus(Duration.ofMinutes(30));

    /** More than Lambda would give, for machines that are slow. */
    private static final Duration MUCH_TIME = Duration.ofMinutes(5);

    public final SettableClock clock = new SettableClock(Events.SENT.plusMillis(40));
    public final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    /** Between attempts, which take no time here. */
    public final List<Duration> waits = new CopyOnWriteArrayList<>();
    /** What the clock of durations says; it moves only where a test moves it. */
    public final AtomicLong nanos = new AtomicLong();

    public FakeGateway gateway;
    public ApiGatewayManagementApiClient management;
    public Connections connections;

    @BeforeEach
    public void open() {
        gateway = new FakeGateway();
        management = Clients.gateway(ApiGatewayManagementApiClient.builder()
                .endpointOverride(gateway.endpoint())
                .region(Region.US_EAST_1).credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))));
        connections = new DynamoConnections(db.client(), db.table("ConnectionsTable"), clock);
    }

    @AfterEach
    public void close() {
        management.close();
        gateway.close();
    }

    public SendMessageFunction function() {
        return function(db.client(), queues.client());
    }

    public SendMessageFunction function(DynamoDbClient dynamoDb, SqsClient sqs) {
        return function(variables(), new Clients(dynamoDb, sqs, management));
    }

    public SendMessageFunction function(Map<String, String> variables) {
        return function(variables, new Clients(db.client(), queues.client(), management));
    }

    private SendMessageFunction function(Map<String, String> variables, Clients clients) {
        var surroundings = new Surroundings(clock, nanos::get, () -> 0.5, waits::add,
                new PrintStream(lines, true, StandardCharsets.UTF_8));
        return new SendMessageFunction(Settings.of(new Environment(variables)), clients, surroundings);
    }

    public Map<String, String> variables() {
        var variables = new HashMap<>(Map.of("QUEUE_URL", queues.queueUrl("NotificationQueue"),
                "DEAD_LETTER_QUEUE_URL", queues.queueUrl("DeadLetterQueue"),
                "ORDERED_QUEUE_URL", queues.queueUrl("OrderedQueue"),
                "ORDERED_DEAD_LETTER_QUEUE_URL", queues.queueUrl("OrderedDeadLetterQueue"),
                "MAX_RECEIVE_COUNT", "5", "RETENTION_HOURS", "24", "INBOX_DAYS", "30",
                "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", gateway.endpoint().toString()));
        variables.putAll(Map.of("CONNECTIONS_TABLE", db.table("ConnectionsTable"), "NOTIFICATIONS_TABLE",
                db.table("NotificationsTable"), "INBOX_STATES_TABLE", db.table("InboxStatesTable"),
                "GRANTS_TABLE", db.table("GrantsTable")));
        return variables;
    }

    public static String invoke(SendMessageFunction function, String event) {
        return invoke(function, event, MUCH_TIME);
    }

    public static String invoke(SendMessageFunction function, String event, Duration remaining) {
        var answer = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer,
                    new LambdaContext(remaining));
        } catch (IOException e) {
            throw new IllegalStateException("Streams in memory do not fail", e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** The ids of the records that SQS would deliver again. */
    public static List<String> failures(String answer) {
        return Json.parse(answer).members().get("batchItemFailures").elements().stream()
                .map(failure -> failure.members().get("itemIdentifier").string()).toList();
    }

    /** The frame that a route's answer sends back. */
    public static String frame(String answer) {
        return Json.parse(answer).members().get("body").string();
    }

    public void connect(String id, String user) {
        connect(id, ROOM, user);
    }

    public void connect(String id, String room, String user) {
        connections.put(Connection.since(CONNECTED, id, room, user));
    }

    public List<Message> received(String queue) {
        return queues.client().receiveMessage(r -> r.queueUrl(queues.queueUrl(queue)).maxNumberOfMessages(10)
                .messageAttributeNames("All").messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    public String lines() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    public static String idOf(String frame) {
        return Json.parse(frame).members().get("id").string();
    }

    public static String offsetOf(String frame) {
        return Json.parse(frame).members().get("offset").text();
    }
}
