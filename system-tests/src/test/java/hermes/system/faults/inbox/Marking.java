package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws what a device marks: mostly single notifications that it has, in either direction, sometimes all. */
final class Marking {

    private static final List<String> FORTH = List.of("read", "read", "archived");
    private static final List<String> BACK = List.of("unread", "unread", "unarchived");
    private static final int FROM_ALL_TO_ALL = 15;

    private final SplittableRandom random;

    Marking(SplittableRandom random) {
        this.random = random;
    }

    /** @return empty if it has nothing yet */
    Optional<ObjectNode> draw(List<Received> all) {
        var mark = JsonNodeFactory.instance.objectNode().put("action", "mark");
        all.stream().filter(received -> !received.isEmpty()).filter(_ -> random.nextInt(3) > 0)
                .forEach(received -> mark.set(received.stream().label(), part(received)));
        return Optional.of(mark).filter(drawn -> drawn.size() > 1);
    }

    private ObjectNode part(Received received) {
        var part = JsonNodeFactory.instance.objectNode().put("epoch", received.epoch());
        int roll = random.nextInt(FROM_ALL_TO_ALL);
        if (roll == 0) {
            Offsets.addRange(part.putArray("read"), 1, received.last());
        } else if (roll < 4) {
            part.put("seen", received.any(random));
        }
        add(part, FORTH, received.any(random));
        // What the user has written is read again whenever it is published again, so a test cannot tell.
        Optional.of(received.any(random)).filter(offset -> !received.isOwn(offset))
                .ifPresent(offset -> add(part, BACK, offset));
        return part;
    }

    private void add(ObjectNode part, List<String> kinds, long offset) {
        if (random.nextInt(3) > 0) {
            Offsets.addRange(part.withArray(kinds.get(random.nextInt(kinds.size()))), offset, offset);
        }
    }
}
