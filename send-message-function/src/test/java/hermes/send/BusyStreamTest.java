package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hermes.common.StreamName;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import hermes.send.stream.AppendingTest;
import hermes.send.stream.DynamoStreams;
import hermes.send.stream.Retention;
import hermes.send.stream.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/** Notifications for streams to which somebody else always appends first. */
class BusyStreamTest extends FunctionFixture {
    private static final String TO_BOTH = "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1.0,\"to\":[\"7\",\"9\"]}";

    @Test
    void whoLosesTwoRacesWaitsInTheOrderedQueueAndIsPublishedFromThere() {
        connect("a=", "7");

        var answer = invoke(busy(StreamName.ofRoom(ROOM)), Events.batch(
                Events.record("m1", body(1), 1, Map.of("trace_id", "t-1")), Events.record("m2", body(2))));

        assertThat(failures(answer)).isEmpty();
        assertThat(gateway.frames("a=")).isEmpty();
        assertThat(lines()).contains("\"event\":\"handed_over\"", "\"message_ids\":[\"m1\",\"m2\"]")
                .doesNotContain("\"Published\"");
        var line = received("OrderedQueue");
        assertThat(line).extracting(Message::body, BusyStreamTest::group).containsExactly(
                tuple("{\"user_id\":1,\"room_id\":\"acme\",\"data\":1,\"id\":\"m1\"}", ROOM),
                tuple("{\"user_id\":1,\"room_id\":\"acme\",\"data\":2,\"id\":\"m2\"}", ROOM));
        assertThat(line.getFirst().messageAttributes().get("trace_id").stringValue()).isEqualTo("t-1");

        assertThat(failures(invoke(function(), batch(line)))).isEmpty();
        assertThat(gateway.frames("a=")).extracting(FunctionFixture::idOf).containsExactly("m1", "m2");
        assertThat(lines()).contains("\"Published\"");
    }

    @Test
    void onlyTheUsersWhoseStreamsAreBusyWait() {
        connect("a=", "7");

        assertThat(failures(
                invoke(busy(StreamName.ofUser(ROOM, "9")), Events.batch(Events.record("m1", TO_BOTH)))))
                .isEmpty();

        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(received("OrderedQueue")).singleElement().extracting(Message::body)
                .isEqualTo("{\"user_id\":1,\"room_id\":\"acme\",\"data\":1.0,\"id\":\"m1\",\"to\":[\"9\"]}");
    }

    /** A queue that drops duplicates would drop the second. */
    @Test
    void theSameNotificationMayWaitTwiceForOtherUsers() {
        var body = TO_BOTH.replace("}", ",\"id\":\"n1\"}");

        invoke(busy(StreamName.ofUser(ROOM, "7")), Events.batch(Events.record("m1", body)));
        invoke(busy(StreamName.ofUser(ROOM, "9")), Events.batch(Events.record("m1", body)));

        assertThat(received("OrderedQueue")).extracting(message -> message.body().replaceAll(".*\"to\"", ""))
                .containsExactly(":[\"7\"]}", ":[\"9\"]}");
    }

    @Test
    void whatTheOrderedQueueDoesNotTakeComesAgain() {
        var sqs = InterceptedClients.sqs(queues, Faults.when(SendMessageBatchRequest.class::isInstance));
        var function = function(InterceptedClients.dynamoDb(db, new Rival(StreamName.ofRoom(ROOM))),
                sqs);

        assertThat(failures(invoke(function, Events.batch(Events.record("m1", body(1))))))
                .containsExactly("m1");

        assertThat(lines()).contains("\"event\":\"not_handed_over\"", "slow down", "\"event\":\"repeated\"");
    }

    /** As it is wherever several instances take turns: each sees the head of what the others have appended. */
    @ParameterizedTest
    @ValueSource(strings = {"standard", "ordered"})
    void aHeadThatWasLongAgoCostsNoWait(String queue) {
        var function = function();
        invoke(function, Events.batch(Events.record("m1", body(1))));
        new Rival(StreamName.ofRoom(ROOM)).append();

        assertThat(failures(invoke(function, Events.batch(queue.equals("ordered")
                ? Events.ordered("m2", ROOM, body(2), 1)
                : Events.record("m2", body(2)))))).isEmpty();

        assertThat(received("OrderedQueue")).isEmpty();
        assertThat(waits).isEmpty();
    }

    /** As long as it would only lose again. */
    @Test
    void forAMomentTheNextWaitWithoutARace() {
        var rival = new Rival(StreamName.ofRoom(ROOM));
        var function = function(InterceptedClients.dynamoDb(db, rival), queues.client());
        invoke(function, Events.batch(Events.record("m1", body(1))));
        assertThat(rival.won).isEqualTo(2);

        clock.advance(Duration.ofMillis(999));
        invoke(function, Events.batch(Events.record("m2", body(2))));
        assertThat(rival.won).isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        invoke(function, Events.batch(Events.record("m3", body(3))));
        assertThat(rival.won).isEqualTo(4);

        assertThat(received("OrderedQueue")).hasSize(3);
    }

    /** What waits there already would otherwise go to the end of the line each time. */
    @Test
    void whatCameFromTheOrderedQueueGoesOnTrying() {
        var rival = new Rival(StreamName.ofRoom(ROOM));
        rival.races = 5;
        connect("a=", "7");

        assertThat(failures(invoke(function(InterceptedClients.dynamoDb(db, rival), queues.client()),
                Events.batch(Events.ordered("m1", ROOM, body(1), 1))))).isEmpty();

        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(received("OrderedQueue")).isEmpty();
    }

    private SendMessageFunction busy(StreamName stream) {
        return function(InterceptedClients.dynamoDb(db, new Rival(stream)), queues.client());
    }

    private static String batch(List<Message> messages) {
        return Events.batch(messages.stream().map(Events::received).toArray(String[]::new));
    }

    private static String body(int data) {
        return "{\"user_id\":1,\"room_id\":\"acme\",\"data\":%d}".formatted(data);
    }

    private static String group(Message message) {
        return message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
    }

    /** Appends to a stream just before each append of the function, until it has won often enough. */
    private static final class Rival implements ExecutionInterceptor {
        private final StreamName stream;
        private int races = Integer.MAX_VALUE;
        private int won;

        Rival(StreamName stream) {
            this.stream = stream;
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof TransactWriteItemsRequest append && won < races
                    && append.toString().contains(stream.key())) {
                append();
            }
        }

        void append() {
            won++;
            new DynamoStreams(new Table(db.client(), db.table("NotificationsTable")),
                    new Retention(Duration.ofHours(1), Duration.ofHours(1)), () -> Events.SENT,
                    new RetryDelay(new Backoff(Duration.ZERO, Duration.ZERO), () -> 0, _ -> {}))
                    .append(stream, List.of(AppendingTest.content("rival" + stream.key() + won)),
                            Deadline.in(Duration.ofMinutes(1), System::nanoTime));
        }
    }
}
