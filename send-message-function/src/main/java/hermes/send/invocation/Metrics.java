package hermes.send.invocation;

import java.time.Duration;

/** What operators count. One object for each invocation; implementations may be shared between its threads. */
public interface Metrics {

    /** Notifications that were taken on and are in their streams. */
    void published(int notifications);

    /** Notifications that reached a connection: one that reached three counts three. */
    void delivered(int notifications);

    /** One connection was not there any more. */
    void gone();

    /** One post was answered "too many". */
    void throttled();

    /** Connections that could not be reached and are tried again later. */
    void redelivered(int connections);

    /** Connections that were given up; their clients' resume brings what they missed. */
    void undelivered(int connections);

    /** Notifications that are in the streams of inboxes. */
    void inboxAppended(int notifications);

    /** One page of an inbox was asked for. */
    void inboxListed();

    /** One user changed what is read, seen or archived. */
    void marked();

    /** One client came back and got everything that it missed. */
    void recovered();

    /** One client came back and could not get everything. */
    void notRecovered();

    /** One message that was moved to the dead-letter queue. */
    void poison(String reasonCode);

    /** From the moment a notification was sent to the queue, the last if it was handed over, until its batch was posted, to the first page of each room. */
    void latency(Duration latency);

    /** How many connections one delivery went to. */
    void fanOut(int connections);
}
