package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.cost.Prices;
import hermes.testing.Eventually;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * What a notification costs by each way in, counted, and in dollars for a million by the price list of {@code hermes cost};
 * docs/architecture.md repeats it:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=PublishingCostIT
 * }</pre>
 */
final class PublishingCostIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    private static final int COUNT = 20;
    private static final int BATCH = 10;
    private static final double DELIVERY_GB_SECONDS = 0.0519;
    private static final String STANDARD = "sqsRequests";
    private static final String ORDERED = "sqsFifoRequests";

    private final Consumption consumption = new Consumption();
    private final String room = STACK.newRoom();
    private Browser browser;

    @BeforeEach
    void connect() {
        browser = STACK.connect("7", room);
        // So that every process has seen the room's head that will be asked for.
        publishAndReceive(COUNT, i -> STACK.putOnQueue(body(i)));
        Eventually.isTrue("nothing is left to be deleted", STACK::queuesAreEmpty);
        STACK.local().add(consumption);
    }

    @AfterEach
    void stopCounting() {
        STACK.local().remove(consumption);
        browser.close();
    }

    @Test
    void notificationsThatComeOneByOneCostSixWriteUnitsAndThreeQueueCalls() {
        publishAndReceive(COUNT, i -> STACK.putOnQueue(body(i)));
        var standard = told("queue, one by one", STANDARD, COUNT);
        publishAndReceive(COUNT, i -> STACK.putOnOrderedQueue(room, body(i)));
        var ordered = told("ordered queue, one by one", ORDERED, COUNT);

        for (var each : new Consumption.Each[]{standard, ordered}) {
            assertThat(each.writeUnits()).isBetween(6.0, 9.0);
            assertThat(each.queueCalls()).isEqualTo(3);
            assertThat(each.readUnits()).isBetween(0.5, 1.5);
        }
    }

    @Test
    void notificationsOfABatchShareHeadAndCalls() {
        publishAndReceive(COUNT, i -> {
            if (i % BATCH == 0) {
                sendBatch(i);
            }
        });

        var each = told("ordered queue, in batches of ten", ORDERED, COUNT);

        assertThat(each.writeUnits()).isBetween(4.2, 8.0);
        assertThat(each.queueCalls()).isLessThan(3);
    }

    @Test
    void messageOfABrowserCostsOneWriteUnitMore() {
        for (int i = 0; i < COUNT; i++) {
            browser.send("{\"action\":\"sendMessage\",\"data\":%d}".formatted(i));
            browser.until(frame -> frame.has("ok"));
        }
        consumption.invoked(COUNT);

        var each = told("sendMessage of a browser", STANDARD, COUNT);

        // A second one if the last was so short a time ago that what was spent is still ahead.
        assertThat(each.writeUnits()).isBetween(7.0, 10.0);
        assertThat(each.queueCalls()).isZero();
    }

    private Consumption.Each told(String door, String queuePrice, int notifications) {
        Eventually.isTrue("the queue is empty", STACK::queuesAreEmpty);
        var each = consumption.take(notifications);
        System.out.printf("%-34s %s; $%.2f for a million%n", door, each,
                each.dollarsPerMillion(Prices.ours(), queuePrice, DELIVERY_GB_SECONDS));
        return each;
    }

    private void publishAndReceive(int count, IntConsumer publish) {
        IntStream.range(0, count).forEach(i -> {
            publish.accept(i);
            browser.until(frame -> frame.path("data").asInt(-1) == i);
            // Else a second process is started, whose old head is refused by a transaction that costs as well.
            Eventually.isTrue("the process is free for the next", STACK::queuesAreEmpty);
        });
    }

    private void sendBatch(int from) {
        var entries = IntStream.range(from, from + BATCH)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder().id("" + i).messageBody(body(i))
                        .messageGroupId(room).messageDeduplicationId(UUID.randomUUID().toString()).build())
                .toList();
        STACK.aws().sqs().sendMessageBatch(
                send -> send.queueUrl(STACK.output("OrderedQueueUrl")).entries(entries));
    }

    private String body(int number) {
        return "{\"user_id\":9,\"room_id\":\"%s\",\"data\":%d}".formatted(room, number);
    }
}
