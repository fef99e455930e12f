package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import hermes.testing.Eventually;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However much lies in the queues, the function has room for browsers. */
final class BacklogIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    /** Of eight, which is the most that a function has here. */
    private static final int MOST_FOR_QUEUES = 5;
    private static final int BACKLOG = 120;
    private static final int ENOUGH = 20;

    @Test
    void queuesLeaveThreeInvocationsToTheRoutes() {
        var slow = new SlowAppends();
        STACK.local().add(slow);
        try (var browser = STACK.connect("7", STACK.newRoom())) {
            var room = STACK.newRoom();
            var ordered = STACK.newRoom();
            for (int i = 0; i < BACKLOG; i++) {
                STACK.publish(room, "one of many");
                STACK.putOnOrderedQueue(ordered,
                        "{\"user_id\":9,\"room_id\":\"%s\",\"data\":1}".formatted(ordered));
            }
            Eventually.isTrue("as many batches are worked on as may be",
                    () -> slow.most.get() >= MOST_FOR_QUEUES);

            browser.send("{\"action\":\"resume\",\"ref\":\"r\"}");
            assertThat(browser.next().path("ref").asText()).isEqualTo("r");
            Eventually.isTrue("some more were worked on", () -> slow.calls.get() >= ENOUGH);
            assertThat(slow.most).hasValue(MOST_FOR_QUEUES);
        } finally {
            slow.released.release(Integer.MAX_VALUE / 2);
            STACK.local().remove(slow);
        }
    }

    /** Each batch is of one room and makes one transaction at a time. */
    private static final class SlowAppends implements CallFilter {
        private final Semaphore released = new Semaphore(0);
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public Verdict before(AwsCall call) {
            if (call.operation().equals("TransactWriteItems")) {
                calls.incrementAndGet();
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                hold();
                now.decrementAndGet();
            }
            return new Verdict.Pass();
        }

        /** For less than the function waits for an answer. */
        private void hold() {
            try {
                released.tryAcquire(1, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
