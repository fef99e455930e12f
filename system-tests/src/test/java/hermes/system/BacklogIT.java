package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict;
import hermes.testing.Eventually;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However much lies in the queues, the function has room for browsers. */
final class BacklogIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    /** Of eight, which is the most that a function has here. */
    private static final int MOST_FOR_QUEUES = 5;
    private static final int MOST_FOR_ONE_QUEUE = 4;
    private static final int BACKLOG = 120;
    private static final int LONG_BACKLOG = 1_000;
    private static final int ENOUGH = 20;

    /** What a busy stream makes the function hand over would be a backlog of the other queue. */
    private static final CallFilter NO_LINE = call -> call.operation().equals("SendMessageBatch")
            && call.caller().equals("SendMessageFunction")
                    ? new Verdict.Fail(500, "InternalError", "no line")
                    : new Verdict.Pass();

    @Test
    void queuesLeaveThreeInvocationsToTheRoutes() {
        var slow = new SlowAppends();
        STACK.local().add(slow);
        STACK.local().add(NO_LINE);
        try (var browser = STACK.connect("7", STACK.newRoom())) {
            var room = STACK.newRoom();
            var ordered = STACK.newRoom();
            for (int i = 0; i < BACKLOG; i++) {
                STACK.publish(room, "one of many");
                STACK.putOnOrderedQueue(ordered,
                        "{\"user_id\":9,\"room_id\":\"%s\",\"data\":1}".formatted(ordered));
            }
            Eventually.isTrue("as many batches are worked on as may be",
                    () -> slow.most() >= MOST_FOR_QUEUES);

            browser.send("{\"action\":\"resume\",\"ref\":\"r\"}");
            assertThat(browser.next().path("ref").asText()).isEqualTo("r");
            Eventually.isTrue("some more were worked on", () -> slow.calls() >= ENOUGH);
            assertThat(slow.most()).isEqualTo(MOST_FOR_QUEUES);
        } finally {
            STACK.local().remove(NO_LINE);
            STACK.local().remove(slow);
            slow.release();
        }
    }

    @Test
    void backlogOfOneQueueLeavesAnInvocationToTheOther() {
        STACK.clearQueues();
        var slow = new SlowAppends();
        STACK.local().add(slow);
        STACK.local().add(NO_LINE);
        try {
            var room = STACK.newRoom();
            STACK.operations().publishUnordered(
                    Collections.nCopies(LONG_BACKLOG,
                            "{\"user_id\":9,\"room_id\":\"%s\",\"data\":1}".formatted(room)));
            Eventually.isTrue("one queue has all that it may have",
                    () -> slow.most() >= MOST_FOR_ONE_QUEUE);
            Eventually.isTrue("some more were worked on", () -> slow.calls() >= ENOUGH);
            assertThat(slow.most()).isEqualTo(MOST_FOR_ONE_QUEUE);

            var ordered = STACK.newRoom();
            STACK.putOnOrderedQueue(ordered,
                    "{\"user_id\":9,\"room_id\":\"%s\",\"data\":1}".formatted(ordered));

            Eventually.isTrue("the other queue has one beside them",
                    () -> slow.most() > MOST_FOR_ONE_QUEUE);
        } finally {
            STACK.local().remove(NO_LINE);
            STACK.local().remove(slow);
            slow.release();
        }
    }
}
