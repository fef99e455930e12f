package hermes.benchmarks.gateway;

import hermes.benchmarks.process.ServerProcess;
import hermes.cli.stack.AwsOperations;
import hermes.cli.stack.ConsoleOperations;
import hermes.common.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The local stack, started as it is typed. Not thread-safe. */
public final class Stack implements Contestant {

    /** With which it begins the line that says that it can be used. */
    public static final String READY = "Ready in";

    private static final String STAGE = "development";

    private final ServerProcess process;
    private final int port;
    private final AwsOperations operations;
    private final Tickets tickets;

    private Stack(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
        this.operations = AwsOperations.local(new ConsoleOperations(port).outputs());
        this.tickets = new Tickets(operations);
    }

    /** @param port of its page; it takes the next two as well */
    public static Stack start(Path hermes, int port) throws IOException {
        var process = ServerProcess.start(List.of(hermes.toString(), "up", "--port", "" + port), READY);
        try {
            return new Stack(process, port);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /** Those of its JVM that say how it compiles and collects; its archives are of other classes. */
    public List<String> jvmOptions() throws IOException {
        var command = Files.readString(Path.of("/proc", "" + process.pid(), "cmdline")).split("\0");
        return Stream.of(command)
                .filter(argument -> argument.startsWith("-X") && !argument.startsWith("-Xlog")
                        && !argument.contains("Archive") && !argument.contains("ClassList"))
                .toList();
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public InetSocketAddress address() {
        return at(port + 2);
    }

    @Override
    public List<String> paths(int connections) {
        return tickets.issue(connections);
    }

    @Override
    public List<String> ids() {
        return operations.connections(Tickets.ROOM, Optional.empty()).stream().map(Connection::id).toList();
    }

    /** Whether there is a row of a connection still. */
    public boolean hasConnections() {
        return operations.clients().dynamoDb().query(query -> query
                .tableName(operations.outputs().get("ConnectionsTableName")).indexName("by-room").limit(1)
                .keyConditionExpression("room_id = :room")
                .expressionAttributeValues(Map.of(":room", AttributeValue.fromS(Tickets.ROOM)))).count() > 0;
    }

    @Override
    public List<Way> ways(String text) {
        return List.of(
                new Way("post to the gateway's port",
                        new Poster(at(port + 2), new SignedPosts(port + 2, STAGE, text)::request)),
                new Way("post to the AWS endpoint",
                        new Poster(at(port + 1), new SignedPosts(port + 1, STAGE, text)::request)));
    }

    @Override
    public void close() {
        operations.close();
        process.close();
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }
}
