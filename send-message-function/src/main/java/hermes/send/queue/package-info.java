/**
 * A batch of SQS. Records enter; each leaves as done, to be received again, or as a dead letter with its reason. Imported
 * by the function, and by {@code route} for the one body that it puts on the queue.
 */
package hermes.send.queue;
