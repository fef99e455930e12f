package hermes.cli.cost;

import java.time.Duration;

/**
 * What a load comes to in an average month. Immutable.
 *
 * @param seconds of a month in which the connections are open
 * @param handshakes connections opened
 * @param resumes heartbeats, and one after each handshake
 * @param notifications published
 * @param posts notifications sent to a connection
 * @param marks changes of what is read in an inbox
 * @param inboxPages pages of inboxes that are opened
 */
public record MonthlyTraffic(double seconds, double handshakes, double resumes, double notifications,
        double posts, double marks, double inboxPages) {

    public static final double DAYS = 365 / 12.0;

    /** API Gateway counts a message once for each 32 KB begun, DynamoDB writes and reads by 1 and 4 KB, SQS by 64. */
    static final int KB = 1024;

    public static MonthlyTraffic of(ExpectedTraffic load) {
        double seconds = DAYS * load.hoursPerDay * Duration.ofHours(1).toSeconds();
        double handshakes = load.connections * seconds / load.reconnect.toSeconds();
        double heartbeats = load.connections * seconds / load.heartbeat.toSeconds();
        double notifications = load.messagesPerDay * DAYS;
        return new MonthlyTraffic(seconds, handshakes, heartbeats + handshakes, notifications,
                notifications * load.receivers, load.marksPerDay * DAYS, load.inboxPagesPerDay * DAYS);
    }

    /** How many units of a size a number of bytes begins. */
    static long units(long bytes, long size) {
        return Math.max(1, Math.ceilDiv(bytes, size));
    }

    /** Whether clients use inboxes at all; their heartbeats then ask for the state too. */
    boolean hasInboxes() {
        return marks + inboxPages > 0;
    }

    public double perSecond(double monthly) {
        return monthly / seconds;
    }
}
