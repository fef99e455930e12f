package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueBatchesTest {

    @Test
    void batchHasAtMostTenMessages() {
        assertThat(sizes(Collections.nCopies(21, ofBytes(100)))).containsExactly(10, 10, 1);
    }

    @Test
    void batchHasAtMostOneMiB() {
        var eightInAMiB = ofBytes(131_072);

        assertThat(sizes(Collections.nCopies(9, eightInAMiB))).containsExactly(8, 1);
        assertThat(sizes(
                List.of(ofBytes(131_073), eightInAMiB, eightInAMiB, eightInAMiB, eightInAMiB, eightInAMiB,
                        eightInAMiB, eightInAMiB)))
                .containsExactly(7, 1);
    }

    @Test
    void attributesCount() {
        var plain = Notification.to("acme").from("7").data("x").id("1").build();
        var traced = Notification.to("acme").from("7").data("x").id("1").traceId("abc").build();

        assertThat(QueueMessage.of(traced).bytes() - QueueMessage.of(plain).bytes())
                .isEqualTo("trace_id".length() + "String".length() + "abc".length());
    }

    private static List<Integer> sizes(List<Notification> notifications) {
        return Lanes.unordered(notifications.stream().map(QueueMessage::of).toList()).stream()
                .map(lane -> lane.get(0).size()).toList();
    }

    /** The receivers make a message longer than its frame, so that a message of 128 KiB is no frame of that size. */
    private static Notification ofBytes(int bytes) {
        var users = IntStream.range(0, 100).mapToObj(i -> "%0100d".formatted(i)).toList();
        var start = Notification.to("acme").from("7").id("1");
        if (bytes > 100_000) {
            start.users(users);
        }
        int overhead = QueueMessage.of(start.data("").build()).bytes();
        return start.data("x".repeat(bytes - overhead)).build();
    }
}
