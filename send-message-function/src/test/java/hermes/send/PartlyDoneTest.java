package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Notifications to several users, some of whose streams cannot be appended to. */
class PartlyDoneTest extends FunctionFixture {
    private static final String BODY = "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1.0,\"to\":[\"7\",\"9\"]}";

    private final SentMessages sent = new SentMessages();

    @Test
    void onlyTheUsersForWhomItFailedAreQueuedAgainWithTheSameIdAndTrace() {
        connect("a=", "7");
        connect("b=", "9");

        var answer = invoke(function(failingFor("user#acme#9"), InterceptedClients.sqs(queues, sent)),
                Events.batch(Events.record("m1", BODY, 1, Map.of("trace_id", "t-1", "origin", "billing"))));

        assertThat(failures(answer)).isEmpty();
        assertThat(sent.bodies()).containsExactly(
                "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1.0,\"id\":\"m1\",\"to\":[\"9\"]}");
        assertThat(sent.delays()).containsExactly(10);
        assertThat(sent.groups()).containsExactly("acme");
        assertThat(sent.attributes()).containsExactly(
                Map.of("original_message_id", "m1", "trace_id", "t-1", "origin", "billing"));
        invoke(function(), Events.batch(Events.record("m2", sent.bodies().getFirst())));
        assertThat(gateway.frames("a=")).extracting(FunctionFixture::offsetOf).containsExactly("1");
        assertThat(gateway.frames("b=")).singleElement().asString().contains("\"id\":\"m1\"");
    }

    @Test
    void itIsOneLineInTheLogAndCountsWhenAllOfItIsPublished() {
        invoke(function(failingFor("user#acme#9"), queues.client()), Events.batch(Events.record("m1", BODY)));

        assertThat(lines().lines().filter(line -> line.contains("\"level\":\"WARN\"")
                || line.contains("\"level\":\"ERROR\""))).singleElement().asString()
                .contains("\"event\":\"requeued\"", "\"notification_id\":\"m1\"", "\"users\":1", "slow down");
        assertThat(lines()).doesNotContain("\"Published\"");
    }

    @Test
    void whatFailedForAllComesAgainItselfSoThatItsAttemptsCount() {
        var dynamoDb = failingFor("user#acme#7", "user#acme#9");

        assertThat(failures(invoke(function(dynamoDb, InterceptedClients.sqs(queues, sent)),
                Events.batch(Events.record("m1", BODY))))).containsExactly("m1");
        assertThat(sent.bodies()).isEmpty();
    }

    @Test
    void whatFailedForSomeOfTheOrderedQueueComesAgainItself() {
        assertThat(failures(invoke(function(failingFor("user#acme#9"), InterceptedClients.sqs(queues, sent)),
                Events.batch(Events.ordered("m1", ROOM, BODY, 1))))).containsExactly("m1");
        assertThat(sent.bodies()).isEmpty();
    }

    @Test
    void ifItCannotBeQueuedTheRecordComesAgainAndNothingIsAppendedTwice() {
        connect("a=", "7");
        connect("b=", "9");
        var sqs = InterceptedClients.sqs(queues, Faults.when(SendMessageRequest.class::isInstance));

        assertThat(failures(invoke(function(failingFor("user#acme#9"), sqs),
                Events.batch(Events.record("m1", BODY))))).containsExactly("m1");
        assertThat(failures(invoke(function(), Events.batch(Events.record("m1", BODY))))).isEmpty();

        assertThat(gateway.frames("b=")).hasSize(1);
        assertThat(gateway.frames("a=")).extracting(FunctionFixture::offsetOf).containsExactly("1", "1");
    }

    @Test
    void streamsThatTheDeadlineLeavesUntouchedAreReportedWithoutBeingTried() {
        var calls = new CallCounter();
        var to = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining(","));

        var answer = invoke(function(InterceptedClients.dynamoDb(db, calls), queues.client()),
                Events.batch(Events.record("m1",
                        "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1,\"to\":[%s]}".formatted(to))),
                Duration.ofSeconds(6));

        assertThat(failures(answer)).containsExactly("m1");
        assertThat(calls.calls()).doesNotContainKey("TransactWriteItems");
        assertThat(lines().lines().filter(line -> line.contains("\"notification_id\":\"m1\"")))
                .singleElement().asString()
                .contains("\"event\":\"repeated\"", "no time left");
    }

    private static DynamoDbClient failingFor(String... streams) {
        return InterceptedClients.dynamoDb(db, Faults.when(headOf(streams)));
    }

    private static Predicate<SdkRequest> headOf(String... streams) {
        return request -> request instanceof GetItemRequest get
                && IntStream.range(0, streams.length)
                        .anyMatch(i -> get.key().containsValue(fromS(streams[i])));
    }
}
