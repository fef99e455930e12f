package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.stack.OpenConnections.Parting;
import hermes.local.LocalStack;
import hermes.local.lambda.InvocationResult;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does to a local stack what a backend service and an operator do to a deployed one, through the same AWS calls.
 * Safe for use by several threads.
 */
public final class LocalOperations implements Stack, AutoCloseable {

    private final LocalStack local;
    private final Target target;
    private final TargetBackend backend;
    private final OpenConnections roster;

    public LocalOperations(LocalStack local) {
        this.local = local;
        this.target = Target.local(local.outputs());
        this.backend = new TargetBackend(target);
        this.roster = new OpenConnections(target);
    }

    public URI awsEndpoint() {
        return local.awsEndpoint();
    }

    public StackClients clients() {
        return target.clients();
    }

    @Override
    public Map<String, String> outputs() {
        return local.outputs();
    }

    @Override
    public String issueToken(String user, String room, Duration lifetime, boolean maySend) {
        return backend.issue(user, room, lifetime, maySend);
    }

    @Override
    public List<Published> publish(List<JsonNode> notifications) {
        return backend.publishAll(notifications);
    }

    @Override
    public List<Connected> connections(String room) {
        return roster.inRoom(room).stream()
                .map(found -> new Connected(found.id(), found.user(), found.connectedAt().toString()))
                .toList();
    }

    @Override
    public int closeConnections(String room, Optional<String> user) {
        return (int) roster.inRoom(room, user).stream()
                .filter(connection -> roster.close(connection) == Parting.CLOSED).count();
    }

    @Override
    public InvocationResult invoke(String function, byte[] event) {
        return local.invoke(function, event);
    }

    @Override
    public void close() {
        backend.close();
    }
}
