package hermes.send.queue;

/**
 * The two queues whose messages call the function. Immutable.
 *
 * @param standard keeps no order
 * @param ordered is FIFO: a room's messages come in the order in which they were sent
 */
public record SourceQueues(SourceQueue standard, SourceQueue ordered) {

    /** The one that a record came from. */
    SourceQueue of(QueueRecord record) {
        return record.group().isPresent() ? ordered : standard;
    }
}
