package hermes.send.invocation;

/**
 * What everything that is done for one event has in common. Thread-safe.
 *
 * @param deadline when it must begin to hand over what is left
 */
public record Invocation(String requestId, Deadline deadline, Log log, Metrics metrics) {}
