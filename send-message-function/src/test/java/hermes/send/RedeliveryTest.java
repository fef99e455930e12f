package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Connection;
import hermes.common.StreamName;
import hermes.send.delivery.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class RedeliveryTest extends FunctionFixture {
    private final SentMessages sent = new SentMessages();

    @Test
    void aThrottledConnectionIsTriedAgainAndDisturbsNobody() {
        connect("a=", "7");
        connect("b=", "9");
        gateway.script("a=", 429, 500, FakeGateway.RESET);

        invoke(function(), Events.batch(SqsDeliveryTest.record("m1"), SqsDeliveryTest.record("m2")));

        assertThat(gateway.frames("a=")).extracting(FunctionFixture::offsetOf).containsExactly("1", "2");
        assertThat(gateway.frames("b=")).hasSize(2);
        assertThat(gateway.posts()).hasSize(7);
        assertThat(lines()).contains("\"Throttled\":1").doesNotContain("\"Undelivered\"");
    }

    @Test
    void whatStillFailsIsQueuedForJustThoseConnectionsFromTheFirstThatIsMissing() {
        connect("a=", "7");
        connect("b=", "9");
        connect("c=", "9");
        gateway.always("a=", 500);
        gateway.script("b=", 200, 429, 429, 429, 429, 429);

        assertThat(failures(invoke(sending(), Events.batch(SqsDeliveryTest.record("m1"),
                SqsDeliveryTest.record("m2"), SqsDeliveryTest.record("m3"))))).isEmpty();

        assertThat(sent.jobs()).containsExactlyInAnyOrder(
                new Job.Retry(StreamName.ofRoom(ROOM), List.of(1L, 2L, 3L), List.of("a="), 1),
                new Job.Retry(StreamName.ofRoom(ROOM), List.of(2L, 3L), List.of("b="), 1));
        assertThat(sent.delays()).containsOnly(3);
        assertThat(gateway.frames("c=")).hasSize(3);
    }

    @Test
    void aRetryDeliversWhatIsStoredToItsConnectionsOnly() {
        connect("a=", "7");
        gateway.always("a=", 500);
        invoke(sending(), Events.batch(SqsDeliveryTest.record("m1"), SqsDeliveryTest.record("m2")));
        connect("b=", "9");
        gateway.heal("a=");

        assertThat(failures(invoke(function(), Events.batch(Events.record("j1", sent.bodies().getFirst())))))
                .isEmpty();

        assertThat(gateway.frames("a=")).extracting(FunctionFixture::offsetOf).containsExactly("1", "2");
        assertThat(gateway.frames("b=")).isEmpty();
        assertThat(lines()).doesNotContain("\"event\":\"expired\"");
        assertThat(lines().lines().filter(line -> line.contains("\"event\":\"delivered\""))).hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"first_offset\":1,\"connections\":1"));
    }

    @Test
    void aRetryGoesOnWithTheNextAttemptAndEndsAfterTheLast() {
        connect("a=", "7");
        invoke(function(), Events.batch(SqsDeliveryTest.record("m1")));
        gateway.always("a=", 503);

        var attempts = new ArrayList<Integer>();
        var job = new Job.Retry(StreamName.ofRoom(ROOM), List.of(1L), List.of("a="), 1);
        for (Job next = job; next != null; next = sent.lastJob()) {
            attempts.add(((Job.Retry) next).attempt());
            sent.clear();
            invoke(sending(), Events.batch(Events.record("j", next.toJson())));
        }

        assertThat(attempts).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(lines()).contains("\"event\":\"undelivered\"", "\"Undelivered\":1",
                "\"connection_ids\":[\"a=\"]", "\"notification_ids\":[\"m1\"]");
    }

    @Test
    void aForgedRetryReachesNobodyOutsideTheStream() {
        connect("a=", "7");
        connect("other=", "globex", "7");
        invoke(function(), Events.batch(SqsDeliveryTest.body("m1",
                "{\"user_id\":7,\"room_id\":\"acme\",\"data\":1,\"to\":[\"7\"]}")));
        connect("c=", "9");
        gateway.forgetPosts();

        invoke(function(),
                Events.batch(Events.record("j", new Job.Retry(StreamName.ofUser(ROOM, "7"), List.of(1L),
                        List.of("a=", "c=", "other=", "nobody="), 1).toJson())));

        assertThat(gateway.posts()).containsExactly("a=");
    }

    @Test
    void aJobForWhatHasExpiredIsDone() {
        connect("a=", "7");

        var answer = invoke(function(), Events.batch(Events.record("j",
                new Job.Retry(StreamName.ofRoom(ROOM), List.of(5L), List.of("a="), 1).toJson())));

        assertThat(failures(answer)).isEmpty();
        assertThat(gateway.posts()).isEmpty();
        assertThat(lines()).contains("\"event\":\"expired\"", "\"missing\":1");
    }

    @Test
    void anOldConnectionThatIsGoneIsForgottenWhileTheRestReceives() {
        connect("dead=", "7");
        connect("a=", "9");
        gateway.always("dead=", 410);

        invoke(function(), Events.batch(SqsDeliveryTest.record("m1"), SqsDeliveryTest.record("m2")));

        assertThat(gateway.frames("a=")).hasSize(2);
        assertThat(connections.find("dead=")).isEmpty();
        assertThat(gateway.posts()).containsOnlyOnce("dead=");
        assertThat(lines()).contains("\"Gone\":1");
    }

    @Test
    void aRowThatCannotBeRemovedIsLoggedAndFailsNothing() {
        connect("dead=", "7");
        connect("a=", "9");
        gateway.always("dead=", 410);
        var dynamoDb = InterceptedClients.dynamoDb(db, Faults.when(DeleteItemRequest.class::isInstance));

        var answer = invoke(function(dynamoDb, queues.client()), Events.batch(SqsDeliveryTest.record("m1")));

        assertThat(failures(answer)).isEmpty();
        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(lines()).contains("\"event\":\"connection_not_removed\"", "\"connection_id\":\"dead=\"");
    }

    @Test
    void aYoungConnectionThatIsNotThereYetIsLeftAlone() {
        connections
                .put(Connection.since(clock.instant().minus(Duration.ofSeconds(60)), "young=", ROOM, "7"));
        connections.put(Connection.since(clock.instant().minus(Duration.ofSeconds(61)), "old=", ROOM, "7"));
        gateway.always("young=", 410);
        gateway.always("old=", 410);

        invoke(sending(), Events.batch(SqsDeliveryTest.record("m1")));

        assertThat(connections.find("young=")).isPresent();
        assertThat(connections.find("old=")).isEmpty();
        assertThat(sent.bodies()).isEmpty();
    }

    @Test
    void aConnectionThatRefusesTheFrameIsGivenUpAtOnceAndKept() {
        connect("a=", "7");
        gateway.always("a=", 400);

        assertThat(failures(invoke(sending(), Events.batch(SqsDeliveryTest.record("m1"))))).isEmpty();

        assertThat(gateway.posts()).hasSize(1);
        assertThat(connections.find("a=")).isPresent();
        assertThat(sent.bodies()).isEmpty();
        assertThat(lines()).contains("\"event\":\"undelivered\"", "\"Undelivered\":1", "(Service: ");
    }

    @Test
    void whenTimeIsOverTheRestIsQueued() {
        connect("a=", "7");

        var answer = invoke(function(InterceptedClients.dynamoDb(db, timeIsOverOnceItIsAppended()),
                InterceptedClients.sqs(queues, sent)), Events.batch(SqsDeliveryTest.record("m1")));

        assertThat(failures(answer)).isEmpty();
        assertThat(gateway.posts()).isEmpty();
        assertThat(sent.jobs()).hasSize(1);
    }

    @Test
    void ifTheRetryCannotBeQueuedTheRecordIsReceivedAgain() {
        connect("a=", "7");
        gateway.always("a=", 500);
        var sqs = InterceptedClients.sqs(queues, Faults.when(SendMessageRequest.class::isInstance));

        var answer = invoke(function(db.client(), sqs), Events.batch(
                Events.record("m1", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":1}", 1, Map.of())));

        assertThat(failures(answer)).containsExactly("m1");
    }

    private ExecutionInterceptor timeIsOverOnceItIsAppended() {
        return new ExecutionInterceptor() {
            @Override
            public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof TransactWriteItemsRequest) {
                    nanos.addAndGet(Duration.ofHours(1).toNanos());
                }
            }
        };
    }

    private SendMessageFunction sending() {
        return function(db.client(), InterceptedClients.sqs(queues, sent));
    }
}
