package hermes.cli.check;

import hermes.cli.status.Alarm;
import hermes.cli.status.Measurements;
import hermes.cli.terminal.CommandFailed;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a stack on AWS has beside its use: alarms, and protection in production. Thread-safe. */
record AwsState(String stackName, Map<String, String> outputs, CloudWatchClient cloudWatch,
        DynamoDbClient dynamoDb) {

    void check(Outcomes outcomes) throws InterruptedException {
        outcomes.add("alarms", this::alarms);
        outcomes.add("protection", this::protection);
    }

    private String alarms() {
        var on = new Measurements(cloudWatch, stackName).alarms();
        if (!on.isEmpty()) {
            throw new CommandFailed(on.stream().map(Alarm::name).collect(Collectors.joining(", "))
                    + " on; docs/alarms.md says what to do");
        }
        return "no alarm is on";
    }

    private String protection() {
        if (!outputs.get("ManagementUrl").endsWith("/production")) {
            return "tables need none in development";
        }
        var unprotected = tables().stream().filter(table -> !isProtected(table)).toList();
        if (!unprotected.isEmpty()) {
            throw new CommandFailed("not protected from deletion: " + String.join(", ", unprotected)
                    + "; deploy once more, with DeletionProtection=on, as sam deploy --config-env production does");
        }
        return "the tables are protected from deletion";
    }

    private List<String> tables() {
        return Stream
                .of("ConnectionsTableName", "TokensTableName", "GrantsTableName", "NotificationsTableName",
                        "InboxStatesTableName")
                .filter(outputs::containsKey).map(outputs::get).toList();
    }

    private boolean isProtected(String table) {
        return dynamoDb.describeTable(request -> request.tableName(table)).table()
                .deletionProtectionEnabled();
    }
}
