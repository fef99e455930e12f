package hermes.backend;

import hermes.common.Batches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of many messages wait for which: the batches of a lane are sent one after the other, lanes side by side. A
 * message is known by its index.
 */
final class Lanes {
    static final int SIDE_BY_SIDE = 8;

    private Lanes() {}

    /** Each batch is a lane. */
    static List<List<List<Integer>>> unordered(List<QueueMessage> messages) {
        var all = IntStream.range(0, messages.size()).boxed().toList();
        return batches(all, messages).stream().map(List::of).toList();
    }

    /** Each room has one lane. Rooms share lanes, so that many rooms with one message each still fill batches. */
    static List<List<List<Integer>>> byRoom(List<QueueMessage> messages) {
        var lanes = new ArrayList<List<Integer>>();
        var laneOfRoom = new HashMap<String, List<Integer>>();
        for (int index = 0; index < messages.size(); index++) {
            laneOfRoom.computeIfAbsent(messages.get(index).group(), room -> next(lanes, laneOfRoom.size()))
                    .add(index);
        }
        return lanes.stream().map(lane -> batches(lane, messages)).toList();
    }

    private static List<Integer> next(List<List<Integer>> lanes, int rooms) {
        if (rooms < SIDE_BY_SIDE) {
            lanes.add(new ArrayList<>());
        }
        return lanes.get(rooms % SIDE_BY_SIDE);
    }

    private static List<List<Integer>> batches(List<Integer> indexes, List<QueueMessage> messages) {
        return Batches.of(indexes, QueuePublisher.BATCH_MESSAGES, QueuePublisher.BATCH_BYTES,
                index -> messages.get(index).bytes());
    }
}
