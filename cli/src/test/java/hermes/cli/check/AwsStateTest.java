package hermes.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.paginators.DescribeAlarmsIterable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;

/** What a stack on AWS can lack although it works. */
final class AwsStateTest {

    private static final Map<String, String> TABLES = Map.of("TokensTableName", "tokens",
            "ConnectionsTableName", "connections");

    @Test
    void alarmThatIsOnAndATableWithoutProtectionAreNamed() throws InterruptedException {
        assertThat(
                state("production", List.of("acme-PoisonAlarm-1A", "acme-eu-PoisonAlarm-2B"), "connections"))
                .containsExactly("alarms false PoisonAlarm on; docs/alarms.md says what to do",
                        "protection false not protected from deletion: tokens; deploy once more, with "
                                + "DeletionProtection=on, as sam deploy --config-env production does");
    }

    @Test
    void silentAlarmsAndProtectedTablesHold() throws InterruptedException {
        assertThat(state("production", List.of(), "connections tokens")).containsExactly(
                "alarms true no alarm is on", "protection true the tables are protected from deletion");
    }

    @Test
    void developmentNeedsNoProtection() throws InterruptedException {
        assertThat(state("development", List.of(), "")).containsExactly("alarms true no alarm is on",
                "protection true tables need none in development");
    }

    private static List<String> state(String stage, List<String> on, String protectedTables)
            throws InterruptedException {
        var outputs = new HashMap<>(TABLES);
        outputs.put("ManagementUrl", "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/" + stage);
        var outcomes = new Outcomes();
        new AwsState("acme", outputs, cloudWatch(on), dynamoDb(protectedTables)).check(outcomes);
        return outcomes.all().stream()
                .map(outcome -> "%s %s %s".formatted(outcome.part(), outcome.holds(), outcome.says()))
                .toList();
    }

    private static CloudWatchClient cloudWatch(List<String> on) {
        return new CloudWatchClient() {

            @Override
            public DescribeAlarmsIterable describeAlarmsPaginator(DescribeAlarmsRequest request) {
                return new DescribeAlarmsIterable(this, request);
            }

            @Override
            public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
                return DescribeAlarmsResponse.builder().metricAlarms(on.stream()
                        .map(name -> MetricAlarm.builder().alarmName(name).build()).toList()).build();
            }

            @Override
            public String serviceName() {
                return "monitoring";
            }

            @Override
            public void close() {}
        };
    }

    private static DynamoDbClient dynamoDb(String protectedTables) {
        return new DynamoDbClient() {

            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest request) {
                return DescribeTableResponse.builder().table(table -> table
                        .deletionProtectionEnabled(protectedTables.contains(request.tableName()))).build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
    }
}
