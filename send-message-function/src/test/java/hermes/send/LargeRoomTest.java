package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.delivery.Delivery;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class LargeRoomTest extends FunctionFixture {
    private static final String BODY = "{\"user_id\":7,\"room_id\":\"large\",\"data\":1,\"id\":\"x\"}";

    private final SentMessages sent = new SentMessages();
    private final CallCounter calls = new CallCounter();

    @Test
    void aRoomOfFiveThousandCostsFivePagesAndAPostForEachConnection() {
        var ids = Rooms.fill(db, "large", 5_000);
        var function = function(InterceptedClients.dynamoDb(db, calls), InterceptedClients.sqs(queues, sent));

        calls.reset();
        int invocations = deliverCompletely(function, BODY);

        assertThat(new HashSet<>(gateway.posts())).isEqualTo(new HashSet<>(ids));
        assertThat(gateway.posts()).hasSameSizeAs(ids);
        System.out.printf("A room of %d connections: %d invocations, DynamoDB %s, %d posts%n", ids.size(),
                invocations, calls.calls(), gateway.posts().size());
        assertThat(invocations).isEqualTo(5);
        // A read of the head by a fresh function, one index query a page, and one of the notification by each job.
        assertThat(calls.calls())
                .isEqualTo(Map.of("GetItem", 1, "TransactWriteItems", 1, "Query", 5 + 4));
    }

    @Test
    void aRoomOfExactlyOnePageNeedsNoJob() {
        Rooms.fill(db, "large", Delivery.PAGE_SIZE);

        assertThat(deliverCompletely(function(db.client(), InterceptedClients.sqs(queues, sent)), BODY))
                .isEqualTo(1);
        assertThat(gateway.posts()).hasSize(Delivery.PAGE_SIZE);
    }

    @Test
    void aRoomThatGrowsWhileItIsServedIsFine() {
        var ids = Rooms.fill(db, "large", Delivery.PAGE_SIZE + 1);
        var function = function(db.client(), InterceptedClients.sqs(queues, sent));
        invoke(function, Events.batch(Events.record("m1", BODY)));
        connect("new=", "large", "aaa");

        drain(function);

        assertThat(gateway.posts()).containsAll(ids);
    }

    @Test
    void theNextPageIsQueuedBeforeAnyPost() {
        Rooms.fill(db, "large", Delivery.PAGE_SIZE + 1);
        var sqs = InterceptedClients.sqs(queues, Faults.when(SendMessageRequest.class::isInstance));

        var answer = invoke(function(db.client(), sqs), Events.batch(Events.record("m1", BODY)));

        assertThat(failures(answer)).containsExactly("m1");
        assertThat(gateway.posts()).isEmpty();
    }

    @Test
    void aPageThatHasQueuedTheNextDoesNotFailAnyMore() {
        var ids = Rooms.fill(db, "large", Delivery.PAGE_SIZE + 1);
        ids.forEach(id -> gateway.always(id, 400));
        gateway.always(ids.getFirst(), 500);
        var sqs = InterceptedClients.sqs(queues,
                Faults.when(request -> request instanceof SendMessageRequest message
                        && message.messageBody().contains("\"retry\"")));

        var answer = invoke(function(db.client(), sqs), Events.batch(Events.record("m1", BODY)));

        assertThat(failures(answer)).isEmpty();
        assertThat(lines()).contains("\"event\":\"redelivery_not_queued\"");
    }

    private int deliverCompletely(SendMessageFunction function, String body) {
        invoke(function, Events.batch(Events.record("m1", body)));
        return 1 + drain(function);
    }

    /** Does the jobs as the queue would bring them. */
    private int drain(SendMessageFunction function) {
        int invocations = 0;
        for (Optional<String> job = next(); job.isPresent(); job = next()) {
            assertThat(failures(invoke(function, Events.batch(Events.record("j" + invocations, job.get())))))
                    .isEqualTo(List.of());
            invocations++;
        }
        return invocations;
    }

    private Optional<String> next() {
        var next = sent.bodies().stream().findFirst();
        sent.clear();
        return next;
    }
}
