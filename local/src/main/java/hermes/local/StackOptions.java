package hermes.local;

import hermes.local.stack.StackEvent;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a stack runs on this machine. Immutable.
 *
 * @param name the stack's name, with which the names of its resources begin
 * @param parameters of the template; the others have their defaults, and {@code Environment}, if it has none, is
 *     {@code development}
 * @param awsPort of the endpoint for AWS calls; 0 for any
 * @param gatewayPort of the WebSocket API; 0 for any
 * @param processes the most of one function at the same time
 * @param log is told what happens, by several threads; must neither wait nor throw
 */
public record StackOptions(String name, Map<String, String> parameters, int awsPort,
        int gatewayPort, int processes,
        Consumer<StackEvent> log) {

    /** As many as a small machine can bear. */
    private static final int PROCESSES = 8;

    /** A stack with the template's defaults on free ports, which nobody watches. */
    public static final StackOptions DEFAULT = new StackOptions("hermes-local", Map.of(), 0, 0,
            PROCESSES, _ -> {});

    public StackOptions {
        parameters = Map.copyOf(parameters);
    }

    public StackOptions withName(String name) {
        return new StackOptions(name, parameters, awsPort, gatewayPort, processes, log);
    }

    public StackOptions withParameters(Map<String, String> parameters) {
        return new StackOptions(name, parameters, awsPort, gatewayPort, processes, log);
    }

    public StackOptions withPorts(int awsPort, int gatewayPort) {
        return new StackOptions(name, parameters, awsPort, gatewayPort, processes, log);
    }

    /** @param processes of which routes leave three to queues and queues three to routes */
    public StackOptions withProcesses(int processes) {
        return new StackOptions(name, parameters, awsPort, gatewayPort, processes, log);
    }

    public StackOptions withLog(Consumer<StackEvent> log) {
        return new StackOptions(name, parameters, awsPort, gatewayPort, processes, log);
    }
}
