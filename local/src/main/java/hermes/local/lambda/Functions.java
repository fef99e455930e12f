package hermes.local.lambda;

/** Invokes the template's functions by their logical id. Thread-safe. */
public interface Functions {

    /**
     * Blocks until the function has answered, failed or run out of time. An interrupt of the caller does not
     * stop the invocation, as on AWS; the flag is restored.
     *
     * @param event JSON, UTF-8
     */
    InvocationResult invoke(String functionLogicalId, byte[] event);
}
