package hermes.send.queue;

/**
 * A queue whose messages call the function, and where those lie that it cannot handle. Immutable.
 *
 * @param url of the queue
 * @param deadLetterUrl of its dead-letter queue, which is FIFO if and only if it is
 */
public record SourceQueue(String url, String deadLetterUrl) {}
