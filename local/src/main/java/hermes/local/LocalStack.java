package hermes.local;

import hermes.local.endpoint.CallFilter;
import hermes.local.gateway.ConnectionView;
import hermes.local.gateway.Gateway;
import hermes.local.iam.Permission;
import hermes.local.lambda.InvocationResult;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import hermes.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;

/**
 * A SAM template that runs on this machine: its tables, queues and secrets, its functions as processes, its WebSocket
 * API. What the template describes exists, nothing else does, and what cannot be emulated is refused. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {

    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "000000000000";

    private final StackParts parts;

    private LocalStack(StackParts parts) {
        this.parts = parts;
    }

    /**
     * Returns when every part is ready, the first process of each function included.
     *
     * @throws LocalStackException one sentence about what is in the way; nothing is left running then
     */
    public static LocalStack start(Path path, StackOptions options) {
        Platform.require(System.getProperty("os.name"), System.getProperty("os.arch"));
        var template = new Template(path, new StackIdentity(options.name(), REGION, ACCOUNT),
                options.parameters());
        return new LocalStack(StackStart.of(template, options));
    }

    /** The template's outputs with the values that they have here, in the template's order. */
    public SequencedMap<String, String> outputs() {
        return parts.outputs();
    }

    /** Where every AWS call goes: the value for {@code AWS_ENDPOINT_URL}. */
    public URI awsEndpoint() {
        return URI.create(parts.endpoint().address());
    }

    /** Invokes a function as {@code aws lambda invoke} does, and waits for it to end. */
    public InvocationResult invoke(String functionLogicalId, byte[] event) {
        return parts.functions().invoke(functionLogicalId, event);
    }

    /** The open connections of the WebSocket API. */
    public Collection<ConnectionView> connections() {
        return parts.gateway().map(Gateway::connections).orElse(List.of());
    }

    /**
     * Cuts a connection without a close frame, as a broken network does.
     *
     * @return whether there was such a connection
     */
    public boolean cut(String connectionId) {
        return parts.gateway().map(gateway -> gateway.cut(connectionId)).orElse(false);
    }

    /**
     * What the functions' roles allow although neither a call nor Lambda itself has needed it yet, by role and in the
     * template's order.
     */
    public List<Permission> unusedPermissions() {
        return parts.permissions().unused();
    }

    /** The filter sees every AWS call that the caller is permitted, after those that were added before it. */
    public void add(CallFilter filter) {
        parts.endpoint().add(filter);
    }

    public void remove(CallFilter filter) {
        parts.endpoint().remove(filter);
    }

    /** Ends everything that was started. May be called again. */
    @Override
    public void close() {
        parts.closer().close();
    }
}
