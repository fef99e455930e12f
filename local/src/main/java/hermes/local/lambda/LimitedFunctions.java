package hermes.local.lambda;

import java.util.Map;
import java.util.concurrent.Semaphore;

/** Functions of which some are invoked only so often at once: what is too much waits here for its turn. Thread-safe. */
public final class LimitedFunctions implements Functions {

    private final Functions functions;
    private final Map<String, Semaphore> limits;

    /** @param limits by logical id; one that is not in it has none */
    public LimitedFunctions(Functions functions, Map<String, Semaphore> limits) {
        this.functions = functions;
        this.limits = Map.copyOf(limits);
    }

    @Override
    public InvocationResult invoke(String functionLogicalId, byte[] event) {
        var limit = limits.get(functionLogicalId);
        if (limit == null) {
            return functions.invoke(functionLogicalId, event);
        }
        limit.acquireUninterruptibly();
        try {
            return functions.invoke(functionLogicalId, event);
        } finally {
            limit.release();
        }
    }
}
