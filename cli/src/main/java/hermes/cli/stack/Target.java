package hermes.cli.stack;

import hermes.backend.Hermes;
import hermes.backend.StackOutputs;
import hermes.cli.terminal.CommandFailed;
import java.net.URI;
import java.util.Map;

/**
 * The stack that a command works on, deployed or local: its outputs, and clients for what they name. Thread-safe.
 */
public final class Target implements AutoCloseable {

    private final String name;
    private final Map<String, String> outputs;
    private final StackClients clients;

    private Target(String name, Map<String, String> outputs, StackClients clients) {
        this.name = name;
        this.outputs = outputs;
        this.clients = clients;
    }

    /** @param outputs with the addresses of this machine */
    static Target local(Map<String, String> outputs) {
        URI managementUrl = URI.create(value(outputs, "ManagementUrl"));
        // One endpoint answers for all services; the API's stage is the path behind it.
        return new Target("the local stack", outputs,
                StackClients.local(managementUrl.resolve("/"), managementUrl));
    }

    static Target deployed(DeployedStack stack) {
        Map<String, String> outputs = stack.outputs();
        return new Target(stack.toString(), outputs,
                StackClients.deployed(stack.region(), URI.create(value(outputs, "ManagementUrl"))));
    }

    /**
     * @throws CommandFailed
     *             if the stack has no such output
     */
    public String output(String output) {
        return value(outputs, output);
    }

    private static String value(Map<String, String> outputs, String output) {
        String value = outputs.get(output);
        if (value == null) {
            throw new CommandFailed("the stack has no output " + output
                    + "; it is not a Hermes stack, or an old one that must be deployed again");
        }
        return value;
    }

    Map<String, String> outputs() {
        return outputs;
    }

    public StackClients clients() {
        return clients;
    }

    /** What a backend service does; it is closed with the clients. */
    public Hermes backend() {
        return Hermes.of(StackOutputs.of(outputs),
                new Hermes.Clients(clients.dynamoDb(), clients.sqs(), clients.secretsManager()));
    }

    @Override
    public void close() {
        clients.close();
    }

    /** For questions and reports, in the middle of a sentence. */
    @Override
    public String toString() {
        return name;
    }
}
