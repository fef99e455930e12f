package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import hermes.common.Groups;
import hermes.common.StreamName;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import hermes.send.stream.AppendingTest;
import hermes.send.stream.DynamoStreams;
import hermes.send.stream.Retention;
import hermes.send.stream.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Notifications for streams to which somebody else always appends first. */
class BusyStreamTest extends FunctionFixture {
    private static final StreamName ROOMS = StreamName.ofRoom(ROOM);

    /** Of no room, whatever its id. */
    private static final String LINE = Groups.of("line\nroom#acme");

    private static final BatchResultErrorEntry REFUSED = BatchResultErrorEntry.builder().id("1")
            .code("InternalError").message("not now").senderFault(false).build();
    private static final String TO_BOTH = "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1.0,\"to\":[\"7\",\"9\"]}";

    @Test
    void whoKeepsLosingWaitsInTheOrderedQueueAndIsPublishedFromThere() {
        connect("a=", "7");

        var answer = invoke(busy(ROOMS), Events.batch(
                Events.record("m1", body(1), 1, Map.of("trace_id", "t-1", "origin", "billing")),
                Events.record("m2", body(2), 1, Map.of("original_message_id", "m0"))));

        assertThat(failures(answer)).isEmpty();
        assertThat(gateway.frames("a=")).isEmpty();
        assertThat(lines()).contains("\"event\":\"handed_over\"", "\"stream\":\"room#acme\"",
                "\"message_ids\":[\"m1\",\"m2\"]", "\"notification_ids\":[\"m1\",\"m0\"]")
                .doesNotContain("\"Published\"");
        var line = received("OrderedQueue");
        assertThat(line).extracting(Message::body, BusyStreamTest::group).containsExactly(
                tuple("{\"user_id\":1,\"room_id\":\"acme\",\"data\":1,\"id\":\"m1\"}", LINE),
                tuple("{\"user_id\":1,\"room_id\":\"acme\",\"data\":2,\"id\":\"m0\"}", LINE));
        assertThat(attributes(line.get(0))).isEqualTo(
                Map.of("original_message_id", "m1", "trace_id", "t-1", "origin", "billing"));
        assertThat(attributes(line.get(1))).isEqualTo(Map.of("original_message_id", "m0"));

        assertThat(failures(invoke(function(), batch(line)))).isEmpty();
        assertThat(gateway.frames("a=")).extracting(FunctionFixture::idOf).containsExactly("m1", "m0");
        assertThat(lines()).contains("\"Published\"");
    }

    @Test
    void ofMoreAttributesThanAMessageMayHaveTheTraceIsKept() {
        var ten = new HashMap<>(Map.of("trace_id", "t-1"));
        IntStream.range(0, 9).forEach(i -> ten.put("own" + i, "x"));

        invoke(busy(ROOMS), Events.batch(Events.record("m1", body(1), 1, ten)));

        assertThat(received("OrderedQueue")).singleElement()
                .satisfies(message -> assertThat(attributes(message))
                        .hasSize(10).containsEntry("original_message_id", "m1")
                        .containsEntry("trace_id", "t-1"));
    }

    /** What no time is left for is not begun. */
    @Test
    void whoLosesWhenTimeIsOverComesAgain() {
        var rival = new Rival(ROOMS, () -> nanos.addAndGet(Duration.ofMinutes(10).toNanos()));

        assertThat(failures(invoke(function(InterceptedClients.dynamoDb(db, rival), queues.client()),
                Events.batch(Events.record("m1", body(1)))))).containsExactly("m1");

        assertThat(received("OrderedQueue")).isEmpty();
        assertThat(lines()).contains("\"event\":\"repeated\"", "in 1 attempts");
    }

    @Test
    void onlyTheUsersWhoseStreamsAreBusyWait() {
        connect("a=", "7");
        var inbox = TO_BOTH.replace("}", ",\"inbox\":true}");

        assertThat(failures(invoke(busy(StreamName.ofInbox(ROOM, "9")),
                Events.batch(Events.record("m1", inbox))))).isEmpty();

        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(received("OrderedQueue")).singleElement().extracting(Message::body).isEqualTo(
                "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1.0,\"id\":\"m1\",\"to\":[\"9\"],\"inbox\":true}");
        assertThat(lines()).doesNotContain("\"Published\"");
    }

    @Test
    void whoFailsOtherwiseIsQueuedAgainBesideWhoWaits() {
        connect("a=", "7");
        var rival = new Rival(StreamName.ofUser(ROOM, "9"));
        var dynamoDb = InterceptedClients.dynamoDb(db, new Several(rival,
                Faults.when(request -> request instanceof GetItemRequest get
                        && get.key().containsValue(fromS("user#acme#8")))));
        var body = TO_BOTH.replace("\"9\"", "\"8\",\"9\"");

        assertThat(failures(
                invoke(function(dynamoDb, queues.client()), Events.batch(Events.record("m1", body)))))
                .isEmpty();

        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(received("OrderedQueue")).singleElement().extracting(Message::body).asString()
                .endsWith("\"to\":[\"9\"]}");
        assertThat(lines()).contains("\"event\":\"requeued\"", "\"users\":1");
    }

    /** A queue that knows them by the notification's id would drop the second. */
    @Test
    void theSameNotificationMayWaitForSeveralUsersAndOnceForEach() {
        var batch = Events.batch(Events.record("m1", TO_BOTH));

        invoke(busy(StreamName.ofUser(ROOM, "7")), batch);
        invoke(busy(StreamName.ofUser(ROOM, "9")), batch);
        invoke(busy(StreamName.ofUser(ROOM, "9")), batch);

        assertThat(received("OrderedQueue")).extracting(message -> message.body().replaceAll(".*\"to\"", ""))
                .containsExactlyInAnyOrder(":[\"7\"]}", ":[\"9\"]}");
    }

    @Test
    void whoNamesMoreThanTenUsersRacesOn() {
        connect("a=", "7");
        var eleven = TO_BOTH.replace("\"9\"",
                "\"9\"" + ",\"x%d\"".repeat(9).formatted(1, 2, 3, 4, 5, 6, 7, 8, 9));
        var rival = new Rival(StreamName.ofUser(ROOM, "7"));
        rival.races = 14;
        var rivalled = InterceptedClients.dynamoDb(db, rival);

        assertThat(failures(invoke(function(rivalled, queues.client()),
                Events.batch(Events.record("m1", eleven.replace(",\"x9\"", "")))))).isEmpty();
        assertThat(failures(invoke(function(rivalled, queues.client()),
                Events.batch(Events.record("m2", eleven))))).isEmpty();

        assertThat(waitingIds()).containsExactly("m1");
        assertThat(gateway.frames("a=")).extracting(FunctionFixture::idOf).containsExactly("m2");
    }

    /** The client would ask three times for as long. */
    @Test
    void aQueueThatDoesNotAnswerIsNotWaitedFor() {
        var patience = new AtomicReference<Duration>();
        var watched = InterceptedClients.sqs(queues, new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof SendMessageBatchRequest request) {
                    patience.set(
                            request.overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow());
                }
            }
        });

        invoke(losing(10, watched), Events.batch(Events.record("m1", body(1))));

        assertThat(patience.get()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void moreThanOneRequestCarriesWaitsAll() {
        var large = "x".repeat(120_000);
        var records = IntStream.range(0, 10).mapToObj(i -> Events.record("m" + i,
                "{\"user_id\":1,\"room_id\":\"acme\",\"data\":\"%s\"}".formatted(large)))
                .toArray(String[]::new);

        assertThat(failures(invoke(busy(ROOMS), Events.batch(records)))).isEmpty();

        assertThat(waitingIds()).containsExactlyElementsOf(
                IntStream.range(0, 10).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void whatTheOrderedQueueDoesNotTakeRacesOn() {
        connect("a=", "7");
        var failing = InterceptedClients.sqs(queues, Faults.when(SendMessageBatchRequest.class::isInstance));

        assertThat(failures(invoke(losing(10, failing), Events.batch(Events.record("m1", body(1))))))
                .isEmpty();

        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(lines()).contains("\"event\":\"not_handed_over\"", "\"message_ids\":[\"m1\"]",
                "slow down");
    }

    @Test
    void whatTheOrderedQueueTakesInPartRacesOnAndIsAppendedOnce() {
        connect("a=", "7");
        var refusing = InterceptedClients.sqs(queues, new ExecutionInterceptor() {
            @Override
            public SdkResponse modifyResponse(Context.ModifyResponse context,
                    ExecutionAttributes attributes) {
                return context.response() instanceof SendMessageBatchResponse answer
                        ? answer.toBuilder().failed(REFUSED).build()
                        : context.response();
            }
        });

        assertThat(failures(invoke(losing(10, refusing), Events.batch(Events.record("m1", body(1)),
                Events.record("m2", body(2)))))).isEmpty();
        assertThat(failures(invoke(function(), batch(received("OrderedQueue"))))).isEmpty();

        assertThat(gateway.frames("a=")).extracting(frame -> idOf(frame) + " " + offsetOf(frame))
                .containsExactlyInAnyOrder("m1 11", "m2 12", "m1 11", "m2 12");
        assertThat(lines()).contains("\"event\":\"not_handed_over\"", "InternalError not now");
    }

    /** As it is wherever several instances take turns: each sees the head of what the others have appended. */
    @ParameterizedTest
    @ValueSource(strings = {"standard", "ordered"})
    void aHeadThatWasLongAgoCostsNoWait(String queue) {
        var function = function();
        invoke(function, Events.batch(Events.record("m1", body(1))));
        new Rival(ROOMS).append();

        assertThat(failures(invoke(function, Events.batch(queue.equals("ordered")
                ? Events.ordered("m2", ROOM, body(2), 1)
                : Events.record("m2", body(2)))))).isEmpty();

        assertThat(received("OrderedQueue")).isEmpty();
        assertThat(waits).isEmpty();
    }

    /** As long as it would only lose again. */
    @Test
    void forAMomentTheNextWaitWithoutARace() {
        var rival = new Rival(ROOMS);
        var function = function(InterceptedClients.dynamoDb(db, rival), queues.client());
        invoke(function, Events.batch(Events.record("m1", body(1))));
        assertThat(rival.won).isEqualTo(4);

        clock.advance(Duration.ofMillis(999));
        invoke(function, Events.batch(Events.record("m2", body(2))));
        assertThat(rival.won).isEqualTo(4);
        clock.advance(Duration.ofMillis(1));
        invoke(function, Events.batch(Events.record("m3", body(3))));
        assertThat(rival.won).isEqualTo(8);

        assertThat(waitingIds()).containsExactly("m1", "m2", "m3");
    }

    /** Also in that moment. What waits there already would otherwise go to the end of the line each time. */
    @Test
    void whatCameFromTheOrderedQueueOrABrowserGoesOnTrying() {
        connect("a=", "7");
        connect("own=", "7");
        var rival = new Rival(ROOMS);
        rival.races = 9;
        var function = function(InterceptedClients.dynamoDb(db, rival), queues.client());
        invoke(function, Events.batch(Events.record("m1", body(1))));

        assertThat(failures(invoke(function, Events.batch(Events.ordered("m2", ROOM, body(2), 1)))))
                .isEmpty();
        invoke(function,
                Events.message("sendMessage", "{\"action\":\"sendMessage\",\"data\":3}"));

        assertThat(gateway.frames("a=")).extracting(FunctionFixture::offsetOf).containsExactly("10", "11");
        assertThat(waitingIds()).containsExactly("m1");
    }

    private SendMessageFunction busy(StreamName stream) {
        return function(InterceptedClients.dynamoDb(db, new Rival(stream)), queues.client());
    }

    private SendMessageFunction losing(int races, SqsClient sqs) {
        var rival = new Rival(ROOMS);
        rival.races = races;
        return function(InterceptedClients.dynamoDb(db, rival), sqs);
    }

    private List<String> waitingIds() {
        var ids = new ArrayList<String>();
        for (var some = received("OrderedQueue"); !some.isEmpty(); some = received("OrderedQueue")) {
            some.forEach(message -> {
                ids.add(idOf(message.body()));
                queues.client().deleteMessage(delete -> delete.queueUrl(queues.queueUrl("OrderedQueue"))
                        .receiptHandle(message.receiptHandle()));
            });
        }
        return ids;
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

    private static Map<String, String> attributes(Message message) {
        var attributes = new HashMap<String, String>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
        return attributes;
    }

    /** One after the other. */
    private record Several(ExecutionInterceptor first,
            ExecutionInterceptor second) implements ExecutionInterceptor {

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            first.beforeExecution(context, attributes);
            second.beforeExecution(context, attributes);
        }
    }

    /** Appends to a stream just before each append of the function, until it has won often enough. */
    private static final class Rival implements ExecutionInterceptor {
        private final StreamName stream;
        private final Runnable meanwhile;
        private int races = Integer.MAX_VALUE;
        private int won;

        Rival(StreamName stream) {
            this(stream, () -> {});
        }

        Rival(StreamName stream, Runnable meanwhile) {
            this.stream = stream;
            this.meanwhile = meanwhile;
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof TransactWriteItemsRequest append && won < races
                    && append.toString().contains(stream.key())) {
                append();
                meanwhile.run();
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
