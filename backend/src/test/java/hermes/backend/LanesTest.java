package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void roomsWithOneMessageEachFillBatches() {
        var lanes = Lanes.byRoom(messages(IntStream.range(0, 800).mapToObj(i -> "room" + i).toList()));

        assertThat(lanes).hasSize(Lanes.SIDE_BY_SIDE)
                .allSatisfy(lane -> assertThat(lane).hasSize(10).allMatch(batch -> batch.size() == 10));
    }

    @Test
    void messagesOfARoomAreInOneLaneInTheirOrder() {
        var lanes = Lanes.byRoom(messages(List.of("a", "b", "a", "c", "b", "a")));

        assertThat(lanes).containsExactly(List.of(List.of(0, 2, 5)), List.of(List.of(1, 4)),
                List.of(List.of(3)));
    }

    @Test
    void withoutAnOrderBatchesAreLanes() {
        var lanes = Lanes.unordered(messages(IntStream.range(0, 11).mapToObj(i -> "a").toList()));

        assertThat(lanes).containsExactly(List.of(IntStream.range(0, 10).boxed().toList()),
                List.of(List.of(10)));
    }

    private static List<QueueMessage> messages(List<String> rooms) {
        return rooms.stream()
                .map(room -> QueueMessage.of(Notification.to(room).from("7").data("x").build())).toList();
    }
}
