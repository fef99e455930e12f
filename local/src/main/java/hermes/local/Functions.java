package hermes.local;

/** Invokes the template's functions by their logical id. Safe for use by several threads. */
interface Functions {

    /**
     * Blocks until the function has answered, failed or run out of time. An interrupt of the caller does not
     * stop the invocation, as on AWS; the flag is restored.
     *
     * @param event JSON, UTF-8
     */
    Invocation invoke(String functionLogicalId, byte[] event);
}
