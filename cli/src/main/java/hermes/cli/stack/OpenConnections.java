package hermes.cli.stack;

import hermes.common.Connection;
import hermes.common.DynamoConnections;
import hermes.common.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** Who is connected to a stack, and the way to part from them. Thread-safe. */
public final class OpenConnections {

    private static final int PAGE = 1_000;

    private final StackClients clients;
    private final DynamoConnections connections;

    public OpenConnections(Target target) {
        this.clients = target.clients();
        this.connections = new DynamoConnections(clients.dynamoDb(), target.output("ConnectionsTableName"),
                Clock.systemUTC());
    }

    /** Reads the whole table while the stream is consumed. */
    public Stream<Connection> all() {
        return connections.inAllRooms();
    }

    /** In the order of the users. */
    public List<Connection> inRoom(String room) {
        List<Connection> found = new ArrayList<>();
        Optional<Page.Cursor> cursor = Optional.empty();
        do {
            Page page = connections.inRoom(room, cursor, PAGE);
            found.addAll(page.live());
            cursor = page.next();
        } while (cursor.isPresent());
        return found;
    }

    public List<Connection> inRoom(String room, Optional<String> user) {
        return user.map(one -> connections.ofUser(room, one).live()).orElseGet(() -> inRoom(room));
    }

    /**
     * Closes the connection as API Gateway does. Its row goes by {@code $disconnect}; that of a dead one is removed
     * here.
     */
    Parting close(Connection connection) {
        try {
            clients.management().deleteConnection(request -> request.connectionId(connection.id()));
            return Parting.CLOSED;
        } catch (GoneException _) {
            if (connection.young(Instant.now())) {
                return Parting.CONNECTING;
            }
            connections.remove(connection.id());
            return Parting.WAS_GONE;
        }
    }

    /** How a connection ended. */
    enum Parting {
        CLOSED,
        /** Nobody was there any more. */
        WAS_GONE,
        /** It is so young that it may be about to open; nothing was done. */
        CONNECTING
    }
}
