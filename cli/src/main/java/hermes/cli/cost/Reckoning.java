package hermes.cli.cost;

/**
 * What AWS's quotas make of a load while it lasts, as the capacity table of docs/operations.md has it. Nothing of it is
 * measured. Immutable.
 *
 * @param posts a second, from the stack to browsers
 * @param mostNotifications a second that the quota has room for, beside the heartbeats
 * @param connectSeconds until everybody is connected, at the quota
 * @param roomSeconds until one notification is with its whole room, at the quota
 */
public record Reckoning(double posts, double mostNotifications, double connectSeconds, double roomSeconds) {

    static final int HEARTBEAT_SECONDS = 390;
    static final int RECONNECT_MINUTES = 102;

    /**
     * @param receivers connections that a notification reaches
     * @param rate notifications a second
     */
    public static Reckoning of(long connections, double receivers, double rate) {
        double resumes = (double) connections / HEARTBEAT_SECONDS + connections / (RECONNECT_MINUTES * 60.0);
        return new Reckoning(rate * receivers, (Quotas.REQUESTS_PER_SECOND - resumes) / receivers,
                (double) connections / Quotas.HANDSHAKES_PER_SECOND, receivers / Quotas.REQUESTS_PER_SECOND);
    }
}
