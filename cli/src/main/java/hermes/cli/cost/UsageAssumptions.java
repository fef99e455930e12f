package hermes.cli.cost;

/**
 * What one of each thing uses, as an estimate takes it. Durations are of warm invocations, rounded up from what the
 * local stack and the benchmarks show; memory, metrics and alarms are those of template.yaml. Better figures are in the
 * REPORT lines of a stack's own logs.
 */
final class UsageAssumptions {

    private static final double GB = 1024.0;

    static final int AUTHORIZER_MB = 1769;
    static final int CONNECT_MB = 1024;
    static final int DISCONNECT_MB = 512;
    static final int SEND_MESSAGE_MB = 1769;

    /** bcrypt of cost 10 takes 60 ms of a whole CPU. */
    static final double AUTHORIZER_SECONDS = 0.08;

    /** Authorizer, connect and disconnect. */
    static final double HANDSHAKE_GB_SECONDS = rounded(
            AUTHORIZER_SECONDS * AUTHORIZER_MB / GB + 0.01 * CONNECT_MB / GB + 0.01 * DISCONNECT_MB / GB);

    /** 15 ms for three reads. */
    static final double RESUME_GB_SECONDS = rounded(0.015 * SEND_MESSAGE_MB / GB);

    /** 30 ms to append, query and begin. */
    static final double DELIVERY_GB_SECONDS = rounded(0.03 * SEND_MESSAGE_MB / GB);

    /** 0.5 ms for each post, most of it signing: many are under way at the same time. */
    static final double POST_GB_SECONDS = rounded(0.0005 * SEND_MESSAGE_MB / GB);

    /** Connections that an invocation delivers to. */
    static final int PAGE = 1_000;

    /** Notifications on a page of an inbox. */
    static final int INBOX_PAGE = 20;

    /** A row of the index by-room, keys and times, with DynamoDB's own share. */
    static final int INDEX_ROW_BYTES = 200;

    /** Head, id item and attribute names beside a notification. */
    static final int STORED_OVERHEAD_BYTES = 500;

    /** Of a queue; five pollers, each asking again after 20 s, are what Lambda keeps up while nothing comes. */
    static final int IDLE_POLLS_PER_DAY = 5 * 3 * 60 * 24;

    /** One line of ours for each invocation, which tells what it did or counts it, with what CloudWatch adds. */
    static final int LOG_BYTES = 400;

    /** Lambda's own of an invocation's start and of what it took, which SystemLogLevel WARN leaves out. */
    static final int SYSTEM_LOG_BYTES = 600;

    /** Of a function X-Ray records one invocation a second, and of the others this part. */
    static final double TRACED = 0.05;

    /** Frames of an answer to resume when nothing was missed. */
    static final int ANSWER_BYTES = 200;

    /** Each by which Poison is counted is a metric of its own. */
    static final int POISON_REASONS = 3;

    /** Those of SendMessageFunction, Poison by a few reasons, and those counted in log lines. */
    static final int CUSTOM_METRICS = 17 + POISON_REASONS;

    /** Alarms that calculate pay for each metric in them. */
    static final int ALARM_METRICS = 30;

    static final int SECRETS = 2;
    static final int DASHBOARDS = 1;

    private UsageAssumptions() {}

    private static double rounded(double gigabyteSeconds) {
        return Math.ceil(gigabyteSeconds * 10_000) / 10_000;
    }
}
