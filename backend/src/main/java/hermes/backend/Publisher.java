package hermes.backend;

import java.util.List;

/**
 * Publishes notifications on one of a stack's queues. Thread-safe. An interface, so that tests can stand in for it and
 * containers can wrap it; methods may be added to it.
 *
 * <p>
 * On the ordered queue, what is published to a room one after the other, whether in one list or in calls of which each
 * waited for the one before, is appended and pushed in that order. On the other queue it is not: there, two can be
 * appended the other way round.
 *
 * @see Hermes#publisher()
 * @see Hermes#unorderedPublisher()
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">
 *      SendMessageBatch</a>
 */
public interface Publisher {

    /**
     * Publishes one notification.
     *
     * @return its id
     * @throws HermesException if the queue did not confirm it; publishing the same again is safe
     */
    String publish(Notification notification);

    /**
     * Publishes many notifications, in as few requests as SQS allows, several at a time, and repeats what AWS lets us
     * repeat. On the ordered queue the requests of a room wait for each other, and when one fails, what follows it in its
     * room is not sent and has failed too: publishing again what failed, in its order, keeps the order. On the other queue
     * one that fails holds up no other.
     *
     * <p>
     * One case is left: if SQS refuses one message of a request and takes another of the same room behind it, the first
     * comes behind.
     *
     * @return what became of each, in the order given; empty for none. If the thread is interrupted, what was not sent has
     *         failed, and the interrupt is kept
     */
    List<Publication> publish(List<Notification> notifications);
}
