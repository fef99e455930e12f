package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.DynamoDbExtension;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the command reads from the tables of a deployed stack. */
final class InboxOnAwsTest {

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    @Test
    void stateAndItemsAreShownAndNothingIsWritten() throws IOException {
        append();

        assertThat(inbox(outputs())).isEqualTo(
                """
                    {"state":{"version":0,"inbox":{"epoch":"k3f90c2m","offset":1,"floor":0,"seen":0,"read":[],"archived":[],"expires_at":4950000000000},"announcements":{"epoch":"","offset":0,"floor":0,"seen":0,"read":[],"archived":[]},"unread":1,"unseen":1},"items":[{"user_id":7.50,"data":{"a":1.0},"id":"n1","stream":"inbox","epoch":"k3f90c2m","offset":1,"at":1795000000000,"read":false,"archived":false}],"more":false}
                    """);
        assertThat(db.client().scan(scan -> scan.tableName(db.table("InboxStatesTable"))).items()).isEmpty();
    }

    @Test
    void stackOfAnEarlierVersionSaysWhatItLacks() throws IOException {
        var outputs = outputs();
        outputs.remove("InboxStatesTableName");

        try (var aws = new PretendedAws(outputs, endpoint())) {
            var run = CommandRun.of(aws.target(), "inbox", "--room", "acme", "--user", "7");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("There is no InboxStatesTableName");
        }
    }

    private static String inbox(Map<String, String> outputs) throws IOException {
        try (var aws = new PretendedAws(outputs, endpoint())) {
            var run = CommandRun.of(aws.target(), "inbox", "--room", "acme", "--user", "7", "--json");

            assertThat(run.exitCode()).as(run.err()).isZero();
            return run.out();
        }
    }

    private static void append() {
        put(Map.of("offset", number(0), "head", number(1)));
        put(Map.of("offset", number(1), "id", AttributeValue.fromS("n1"), "user_id",
                AttributeValue.fromS("7.50"),
                "data", AttributeValue.fromS("{\"a\":1.0}"), "at", number(1_795_000_000_000L), "expires_at",
                number(Instant.ofEpochMilli(4_950_000_000_000L).getEpochSecond())));
    }

    private static void put(Map<String, AttributeValue> more) {
        var item = new HashMap<>(more);
        item.put("stream", AttributeValue.fromS("inbox#acme#7"));
        item.put("epoch", AttributeValue.fromS("k3f90c2m"));
        db.client().putItem(put -> put.tableName(db.table("NotificationsTable")).item(item));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static Map<String, String> outputs() {
        return new HashMap<>(Map.of("QueueUrl", "queue", "ManagementUrl", endpoint() + "/development",
                "ConnectionsTableName", "connections", "TokensTableName", "tokens", "JwtSecretArn", "key",
                "PasscodeSecretArn", "passcode", "InboxStatesTableName", db.table("InboxStatesTable"),
                "NotificationsTableName", db.table("NotificationsTable")));
    }

    private static URI endpoint() {
        return db.client().serviceClientConfiguration().endpointOverride().orElseThrow();
    }
}
