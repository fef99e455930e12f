package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.backend.Access;
import hermes.backend.Hermes;
import hermes.backend.Notification;
import hermes.backend.Publication;
import hermes.backend.Publisher;
import hermes.backend.RoomGrants;
import hermes.backend.StackOutputs;
import hermes.backend.TokenLife;
import hermes.cli.terminal.CommandFailed;
import hermes.common.Connection;
import hermes.common.LastFrame;
import hermes.common.inbox.InboxFilter;
import hermes.common.inbox.PageRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Does it with AWS calls and the library for backends, to a deployed stack or a local one, and hands out its clients for
 * what it does not offer itself. Thread-safe.
 */
public final class AwsOperations implements StackOperations {

    /** Without which nothing can be done with a stack. */
    public static final List<String> NEEDED_OUTPUTS = List.of("ManagementUrl", "QueueUrl", "TokensTableName",
            "JwtSecretArn", "PasscodeSecretArn", "ConnectionsTableName");

    private final String name;
    private final Optional<String> stackName;
    private final Map<String, String> outputs;
    private final StackClients clients;
    private final Hermes backend;
    private final OpenConnections connections;

    private AwsOperations(String name, Optional<String> stackName, Map<String, String> outputs,
            Function<URI, StackClients> clientsByManagementUrl) {
        this.name = name;
        this.stackName = stackName;
        this.outputs = outputs;
        this.clients = clientsByManagementUrl.apply(URI.create(output("ManagementUrl")));
        this.backend = Hermes.of(
                new StackOutputs(output("QueueUrl"), output("TokensTableName"), output("JwtSecretArn"),
                        output("PasscodeSecretArn"), Optional.ofNullable(outputs.get("OrderedQueueUrl")),
                        StackOutputs.InboxTables.of(outputs),
                        Optional.ofNullable(outputs.get("GrantsTableName"))),
                new Hermes.Clients(clients.dynamoDb(), clients.sqs(), clients.secretsManager()));
        this.connections = new OpenConnections(clients, output("ConnectionsTableName"));
    }

    /** @param outputs with the addresses of this machine */
    public static AwsOperations local(Map<String, String> outputs) {
        return new AwsOperations("the local stack", Optional.empty(), outputs, StackClients::local);
    }

    static AwsOperations deployed(DeployedStack stack) {
        return new AwsOperations(stack.toString(), Optional.of(stack.name()), stack.outputs(),
                managementUrl -> StackClients.deployed(stack.region(), managementUrl));
    }

    public StackClients clients() {
        return clients;
    }

    /** Of CloudFormation; empty for a local stack. */
    public Optional<String> stackName() {
        return stackName;
    }

    /** What measures a stack on AWS; a local one has none. */
    public Optional<CloudWatchClient> cloudWatch() {
        return stackName.map(stack -> clients.cloudWatch());
    }

    @Override
    public Map<String, String> outputs() {
        return outputs;
    }

    @Override
    public String issueToken(String user, String room, Duration lifetime, Access access,
            List<String> further) {
        try {
            return backend.tokens().issue(user, room, TokenLife.of(lifetime), access, further);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }

    @Override
    public void revokeTokens(String user, String room) {
        try {
            backend.tokens().revoke(user, room);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }

    @Override
    public void grant(String user, String room, Duration time) {
        granting(grants -> grants.grant(user, room, time));
    }

    @Override
    public void ungrant(String user, String room) {
        granting(grants -> grants.ungrant(user, room));
    }

    private void granting(Consumer<RoomGrants> call) {
        try {
            call.accept(backend.grants());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }

    @Override
    public List<Publication> publish(List<String> notifications) {
        return publish(notifications, backend.publisher());
    }

    @Override
    public List<Publication> publishUnordered(List<String> notifications) {
        return publish(notifications, backend.unorderedPublisher());
    }

    private static List<Publication> publish(List<String> notifications, Publisher publisher) {
        var refused = new Publication[notifications.size()];
        var taken = new ArrayList<Notification>();
        for (int index = 0; index < refused.length; index++) {
            try {
                taken.add(Notification.parse(notifications.get(index)));
            } catch (IllegalArgumentException e) {
                refused[index] = new Publication.Failed("", e.getMessage());
            }
        }
        var sent = new ArrayDeque<>(publisher.publish(taken));
        return Stream.of(refused).map(failed -> failed == null ? sent.remove() : failed).toList();
    }

    @Override
    public Stream<Connection> connections() {
        return connections.inAllRooms();
    }

    @Override
    public List<Connection> connections(String room, Optional<String> user) {
        return connections.inRoom(room, user);
    }

    @Override
    public JsonNode inbox(String room, String user, InboxFilter filter, int limit) {
        try {
            return InboxJson.of(backend.inboxes().page(user, room,
                    new PageRequest(filter, limit, Optional.empty())));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }

    @Override
    public Closings closeConnections(String room, Optional<String> user, Optional<LastFrame> lastFrame,
            IntConsumer progress) {
        // Who is to come back with a new token needs one for his home room.
        boolean all = !lastFrame.equals(Optional.of(LastFrame.KICKED_FOR_A_NEW_TOKEN));
        var found = connections.inRoom(room, user).stream().filter(one -> all || one.home()).toList();
        return connections.close(found, lastFrame, progress);
    }

    @Override
    public void close() {
        backend.close();
        clients.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
