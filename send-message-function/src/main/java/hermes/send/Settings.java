package hermes.send;

import hermes.common.Environment;
import hermes.send.invocation.Log;
import hermes.send.queue.SourceQueue;
import hermes.send.queue.SourceQueues;
import hermes.send.stream.Retention;
import java.time.Duration;

/**
 * What the function is configured with. Immutable.
 *
 * <table>
 * <caption>Variables</caption>
 * <tr><td>{@code CONNECTIONS_TABLE}, {@code NOTIFICATIONS_TABLE}, {@code INBOX_STATES_TABLE}, {@code GRANTS_TABLE}</td><td>required</td></tr>
 * <tr><td>{@code QUEUE_URL}, {@code DEAD_LETTER_QUEUE_URL}</td><td>required</td></tr>
 * <tr><td>{@code ORDERED_QUEUE_URL}, {@code ORDERED_DEAD_LETTER_QUEUE_URL}</td><td>required</td></tr>
 * <tr><td>{@code MAX_RECEIVE_COUNT}</td><td>required, both queues' {@code maxReceiveCount}, 1 to 1000</td></tr>
 * <tr><td>{@code RETENTION_HOURS}</td><td>required, 1 to 8760</td></tr>
 * <tr><td>{@code INBOX_DAYS}</td><td>required, 1 to 365</td></tr>
 * <tr><td>{@code AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI}</td><td>required, read by the SDK itself</td></tr>
 * <tr><td>{@code LOG_LEVEL}</td><td>the least severe line that is logged, else {@code INFO}</td></tr>
 * </table>
 *
 * @param retention how long notifications can be had again
 * @param mostReceives after which SQS gives a message up
 */
record Settings(Tables tables, SourceQueues queues, int mostReceives, Retention retention,
        Log.Level logLevel) {
    private static final int MOST_RECEIVES = 1_000;
    private static final int MOST_DAYS = 365;
    private static final int MOST_HOURS = MOST_DAYS * 24;

    /** @throws hermes.common.InvalidEnvironmentException if a variable is missing or has a bad value */
    static Settings of(Environment environment) {
        // Without it the SDK would silently post to a host that is not ours.
        environment.required("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI");
        return new Settings(new Tables(environment.required("CONNECTIONS_TABLE"),
                environment.required("NOTIFICATIONS_TABLE"), environment.required("INBOX_STATES_TABLE"),
                environment.required("GRANTS_TABLE")),
                new SourceQueues(standard(environment), ordered(environment)),
                environment.requiredNumber("MAX_RECEIVE_COUNT", 1, MOST_RECEIVES),
                new Retention(Duration.ofHours(environment.requiredNumber("RETENTION_HOURS", 1, MOST_HOURS)),
                        Duration.ofDays(environment.requiredNumber("INBOX_DAYS", 1, MOST_DAYS))),
                Log.Level.valueOf(environment.defaulted("LOG_LEVEL", Log.Level.INFO.name())));
    }

    /** The names of the tables. */
    record Tables(String connections, String notifications, String inboxStates, String grants) {}

    private static SourceQueue standard(Environment environment) {
        return new SourceQueue(environment.required("QUEUE_URL"),
                environment.required("DEAD_LETTER_QUEUE_URL"));
    }

    private static SourceQueue ordered(Environment environment) {
        return new SourceQueue(environment.required("ORDERED_QUEUE_URL"),
                environment.required("ORDERED_DEAD_LETTER_QUEUE_URL"));
    }
}
