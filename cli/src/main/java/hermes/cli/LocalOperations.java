package hermes.cli;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import hermes.backend.Access;
import hermes.backend.Hermes;
import hermes.backend.Notification;
import hermes.backend.Publication;
import hermes.backend.StackOutputs;
import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.DynamoConnections;
import hermes.common.Page;
import hermes.local.Invocation;
import hermes.local.LocalStack;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/**
 * Does to a local stack what a backend service and an operator do to a deployed one, through the same AWS calls.
 * Safe for use by several threads.
 */
final class LocalOperations implements Stack, AutoCloseable {

    private static final int PAGE = 1_000;

    private final LocalStack local;
    private final LocalClients clients;
    private final Hermes backend;
    private final Connections connections;

    LocalOperations(LocalStack local) {
        this.local = local;
        this.clients = new LocalClients(local.awsEndpoint(), stage(local));
        this.backend = Hermes.of(StackOutputs.of(local.outputs()),
                new Hermes.Clients(clients.dynamoDb(), clients.sqs(), clients.secretsManager()));
        this.connections = new DynamoConnections(clients.dynamoDb(),
                local.outputs().get("ConnectionsTableName"), Clock.systemUTC());
    }

    /** The last part of the WebSocket URL. */
    private static String stage(LocalStack local) {
        String url = local.outputs().get("WebSocketUrl");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    URI awsEndpoint() {
        return local.awsEndpoint();
    }

    LocalClients clients() {
        return clients;
    }

    @Override
    public Map<String, String> outputs() {
        return local.outputs();
    }

    @Override
    public String issueToken(String user, String room, Duration lifetime, boolean maySend) {
        return backend.tokens().issue(user, room, lifetime, maySend ? Access.SEND_AND_LISTEN : Access.LISTEN);
    }

    @Override
    public List<Published> publish(List<JsonNode> notifications) {
        Published[] outcomes = new Published[notifications.size()];
        List<Notification> accepted = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int index = 0; index < outcomes.length; index++) {
            try {
                accepted.add(Notification.parse(notifications.get(index).toString()));
                indexes.add(index);
            } catch (IllegalArgumentException wrong) {
                outcomes[index] = new Published.Rejected(wrong.getMessage());
            }
        }
        List<Publication> publications = backend.publisher().publish(accepted);
        for (int index = 0; index < indexes.size(); index++) {
            outcomes[indexes.get(index)] = outcome(publications.get(index));
        }
        return List.of(outcomes);
    }

    private static Published outcome(Publication publication) {
        return switch (publication) {
            case Publication.Queued(String id) -> new Published.Queued(id);
            case Publication.Failed(_, String reason) -> new Published.Rejected(reason);
        };
    }

    @Override
    public List<Connected> connections(String room) {
        return inRoom(room).stream()
                .map(found -> new Connected(found.id(), found.user(), found.connectedAt().toString()))
                .toList();
    }

    @Override
    public int closeConnections(String room, Optional<String> user) {
        List<Connection> chosen = user.map(one -> connections.ofUser(room, one).live())
                .orElseGet(() -> inRoom(room));
        return (int) chosen.stream().filter(this::close).count();
    }

    private boolean close(Connection connection) {
        try {
            clients.management().deleteConnection(request -> request.connectionId(connection.id()));
            return true;
        } catch (GoneException _) {
            return false;
        }
    }

    private List<Connection> inRoom(String room) {
        List<Connection> found = new ArrayList<>();
        Optional<Page.Position> position = Optional.empty();
        do {
            Page page = connections.inRoom(room, position, PAGE);
            found.addAll(page.live());
            position = page.next();
        } while (position.isPresent());
        return found;
    }

    @Override
    public Invocation invoke(String function, byte[] event) {
        return local.invoke(function, event);
    }

    @Override
    public void close() {
        backend.close();
        clients.close();
    }
}
