package hermes.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * What CloudWatch knows of a deployed stack. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">
 *      Metrics of SQS</a>
 */
public final class Measurements {

    /** SQS tells its figures every minute, some minutes late. */
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final CloudWatchClient cloudWatch;
    private final String stack;

    /** @param stack its name, with which those of its alarms begin */
    public Measurements(CloudWatchClient cloudWatch, String stack) {
        this.cloudWatch = cloudWatch;
        this.stack = stack;
    }

    /** Those of the stack that are on, by their names in the template. */
    public List<Alarm> alarms() {
        // CloudFormation names them <stack>-<logical id>-<random>; another stack's name may begin with this one's.
        var ours = Pattern.compile(Pattern.quote(stack) + "-(\\w+)-\\w+");
        return cloudWatch.describeAlarmsPaginator(
                request -> request.alarmNamePrefix(stack + "-").stateValue(StateValue.ALARM)).metricAlarms()
                .stream().flatMap(alarm -> alarm(alarm, ours).stream()).toList();
    }

    private static Optional<Alarm> alarm(MetricAlarm alarm, Pattern ours) {
        var name = ours.matcher(alarm.alarmName());
        return name.matches()
                ? Optional.of(new Alarm(name.group(1), alarm.stateUpdatedTimestamp(), alarm.stateReason()))
                : Optional.empty();
    }

    /** Empty if SQS has told nothing for minutes, as of a queue that nobody uses. */
    Optional<Duration> oldest(String queueUrl) {
        return values(queueUrl, "ApproximateAgeOfOldestMessage", "Maximum", Duration.ofMinutes(1), RECENT)
                .findFirst().map(seconds -> Duration.ofSeconds(Math.round(seconds)));
    }

    /** Messages that were put on a queue, on average of the last week. */
    public long sentPerDay(String queueUrl) {
        var week = Duration.ofDays(7);
        return Math.round(values(queueUrl, "NumberOfMessagesSent", "Sum", Duration.ofDays(1), week)
                .mapToDouble(Double::doubleValue).sum() / week.toDays());
    }

    /** The latest first. */
    private Stream<Double> values(String queueUrl, String metricName, String statistic, Duration period,
            Duration past) {
        var queue = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
        var now = Instant.now();
        var query = MetricDataQuery
                .builder().id("asked").metricStat(stat -> stat.period((int) period.toSeconds())
                        .stat(statistic).metric(metric -> metric.namespace("AWS/SQS").metricName(metricName)
                                .dimensions(Dimension.builder().name("QueueName").value(queue).build())))
                .build();
        return cloudWatch.getMetricData(request -> request.startTime(now.minus(past)).endTime(now)
                .scanBy(ScanBy.TIMESTAMP_DESCENDING).metricDataQueries(query))
                .metricDataResults().stream().flatMap(result -> result.values().stream());
    }
}
