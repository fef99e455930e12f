package hermes.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
final class Measurements {

    /** SQS tells its figures every minute, some minutes late. */
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final CloudWatchClient cloudWatch;
    private final String stack;

    Measurements(CloudWatchClient cloudWatch, String stack) {
        this.cloudWatch = cloudWatch;
        this.stack = stack;
    }

    /** Those of the stack that are on, by their names in the template. */
    List<Alarm> alarms() {
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
        var queue = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
        var now = Instant.now();
        var age = MetricDataQuery.builder().id("oldest").metricStat(stat -> stat.period(60).stat("Maximum")
                .metric(metric -> metric.namespace("AWS/SQS").metricName("ApproximateAgeOfOldestMessage")
                        .dimensions(Dimension.builder().name("QueueName").value(queue).build())))
                .build();
        return cloudWatch.getMetricData(request -> request.startTime(now.minus(RECENT)).endTime(now)
                .scanBy(ScanBy.TIMESTAMP_DESCENDING).metricDataQueries(age))
                .metricDataResults().stream().flatMap(result -> result.values().stream()).findFirst()
                .map(seconds -> Duration.ofSeconds(Math.round(seconds)));
    }
}
