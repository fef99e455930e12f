package hermes.backend;

import hermes.common.grant.Grants;
import hermes.common.inbox.Inboxes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One Hermes stack, from the side of a backend service. Thread-safe; make one and keep it.
 *
 * <p>
 * The caller's AWS identity needs {@code sqs:SendMessage} on the queue that it uses to publish, for tokens
 * {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem} on the token table and
 * {@code secretsmanager:GetSecretValue} on both secrets, and to revoke them what {@link #grants()} needs as well. The stack
 * has a managed policy for each part: {@code PublisherPolicyArn}, {@code IssuerPolicyArn}, {@code GranterPolicyArn} and
 * {@code InboxPolicyArn} among its outputs.
 */
public final class Hermes implements AutoCloseable {
    private final Tokens tokens;
    private final Publisher publisher;
    private final Publisher unorderedPublisher;
    private final Optional<UserInboxes> inboxes;
    private final Optional<StoredGrants> grants;
    private final List<? extends SdkAutoCloseable> owned;

    /** @param owned closed with this */
    Hermes(StackOutputs stack, Clients clients, List<? extends SdkAutoCloseable> owned) {
        var clock = Clock.systemUTC();
        var secrets = new SignedTokens.Secrets(new Secret(clients.secretsManager, stack.jwtSecret(), clock),
                new Secret(clients.secretsManager, stack.passcodeSecret(), clock));
        var jobs = new Jobs(clients.sqs, stack.queueUrl());
        this.grants = stack.grantsTable().map(table -> new StoredGrants(
                new Grants(clients.dynamoDb, table, clock), jobs, clock));
        this.tokens = new SignedTokens(clients.dynamoDb, stack.tokensTable(), secrets, grants, clock);
        this.unorderedPublisher = new QueuePublisher(clients.sqs, new Queue(stack.queueUrl(), false),
                Pause.jittered());
        this.publisher = stack.orderedQueueUrl()
                .<Publisher>map(
                        url -> new QueuePublisher(clients.sqs, new Queue(url, true), Pause.jittered()))
                .orElse(unorderedPublisher);
        this.inboxes = stack.inboxTables().map(tables -> new StoredInboxes(
                new Inboxes(clients.dynamoDb, tables.states(), tables.notifications(), clock), jobs));
        this.owned = owned;
    }

    /**
     * A stack reached with region, credentials and endpoints as the AWS SDK finds them. Only for one on this machine, whose
     * queue's host is {@code localhost}, these are passed over: nothing that is meant for it can reach AWS. Close it after
     * use.
     */
    public static Hermes of(StackOutputs stack) {
        var http = UrlConnectionHttpClient.create();
        var dynamoDb = DynamoDbClient.builder().httpClient(http);
        var sqs = SqsClient.builder().httpClient(http);
        var secretsManager = SecretsManagerClient.builder().httpClient(http);
        LocalEndpoint.of(stack.queueUrl()).ifPresent(local -> {
            local.set(dynamoDb);
            local.set(sqs);
            local.set(secretsManager);
        });
        var clients = new Clients(dynamoDb.build(), sqs.build(), secretsManager.build());
        return new Hermes(stack, clients,
                List.of(clients.dynamoDb, clients.sqs, clients.secretsManager, http));
    }

    /** A stack reached with the service's own clients, which stay the caller's to close. */
    public static Hermes of(StackOutputs stack, Clients clients) {
        return new Hermes(stack, clients, List.of());
    }

    public Tokens tokens() {
        return tokens;
    }

    /**
     * Publishes on the ordered queue: what is published to a room one after the other comes to every client in that order.
     * A room's notifications are worked on ten at a time, and one that fails for a passing reason holds up those behind
     * it, for 26 minutes at most. SQS charges a FIFO queue's requests some more. On a stack of version 1.0, which has no
     * such queue, the same as {@link #unorderedPublisher()}.
     */
    public Publisher publisher() {
        return publisher;
    }

    /**
     * Publishes on the queue that keeps no order, where a failure holds up nobody: for notifications that each stand for
     * themselves. Between the two queues there is no order either. What finds its room busy is handed over to the other.
     */
    public Publisher unorderedPublisher() {
        return unorderedPublisher;
    }

    /**
     * What users have in their inboxes. It needs {@code dynamodb:GetItem} on the table of inbox states and
     * {@code dynamodb:GetItem} and {@code dynamodb:Query} on that of notifications, to enroll and mark
     * {@code dynamodb:PutItem} on the first, and to mark {@code sqs:SendMessage} on the queue that keeps no order.
     *
     * @throws IllegalStateException if the stack has none
     */
    public UserInboxes inboxes() {
        return inboxes.orElseThrow(() -> new IllegalStateException(
                "There is no InboxStatesTableName among the outputs of the stack; deploy a version that has inboxes"));
    }

    /**
     * Who may join further rooms. It needs {@code dynamodb:PutItem} on the table of grants, and to take back
     * {@code sqs:SendMessage} on the queue that keeps no order.
     *
     * @throws IllegalStateException if the stack has none
     */
    public RoomGrants grants() {
        return grants.orElseThrow(() -> new IllegalStateException(
                "There is no GrantsTableName among the outputs of the stack; deploy a version that has grants"));
    }

    /** Closes what {@link #of(StackOutputs)} opened; repeating it changes nothing. */
    @Override
    public void close() {
        owned.forEach(SdkAutoCloseable::close);
    }

    @Override
    public String toString() {
        return "Hermes by " + publisher;
    }

    /** The AWS clients to reach a stack with. */
    public record Clients(DynamoDbClient dynamoDb, SqsClient sqs, SecretsManagerClient secretsManager) {}
}
