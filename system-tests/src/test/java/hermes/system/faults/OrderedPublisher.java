package hermes.system.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hermes.backend.Publication;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.Ledger;
import hermes.system.faults.book.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A backend to which the order matters: it numbers what it publishes, and publishes it through the library on the ordered
 * queue. What the library reports as failed it publishes again, in the same order, before anything else. Sometimes it puts
 * there by itself what it has published before, or nonsense, neither of which may disturb the order.
 */
final class OrderedPublisher {

    private static final int LARGEST_LIST = 25;
    private static final int LARGEST_BURST = 80;

    private final String name;
    private final FaultyStack stack;
    private final Rooms rooms;
    private final Ledger ledger;
    private final SplittableRandom random;
    private int number;

    private record Message(String room, String body) {}

    OrderedPublisher(String name, FaultyStack stack, Rooms rooms, Ledger ledger, SplittableRandom random) {
        this.name = name;
        this.stack = stack;
        this.rooms = rooms;
        this.ledger = ledger;
        this.random = random;
    }

    /** @param pauseMillis between two lists */
    void publish(int notifications, int pauseMillis) throws InterruptedException {
        while (number < notifications) {
            int most = random.nextInt(5) == 0 ? LARGEST_BURST : LARGEST_LIST;
            int size = Math.min(random.nextInt(1, most), notifications - number);
            var list = IntStream.range(0, size).mapToObj(_ -> notification()).toList();
            publish(list);
            misbehave(list.getFirst());
            Thread.sleep(random.nextInt(2 * pauseMillis));
        }
    }

    private void publish(List<Message> list) {
        var left = list;
        while (!left.isEmpty()) {
            var failed = new ArrayList<Message>();
            var publications = stack.operations().publish(left.stream().map(Message::body).toList());
            for (int i = 0; i < left.size(); i++) {
                if (publications.get(i) instanceof Publication.Failed) {
                    failed.add(left.get(i));
                }
            }
            left = failed;
        }
    }

    private void misbehave(Message published) {
        switch (random.nextInt(4)) {
            case 0 -> {
                // With another deduplication id, so that SQS cannot tell that it is the same.
                stack.putOnOrderedQueue(published.room(), published.body());
                ledger.duplicated();
            }
            case 1 ->
                ledger.poisoned(stack.putOnOrderedQueue(published.room(), "{\"room_id\":\"nonsense\"}"));
            default -> {
                // Mostly it behaves.
            }
        }
    }

    private Message notification() {
        var room = rooms.any(random);
        boolean inbox = rooms.isForInbox(room, random);
        var to = Rooms.addressees(random, inbox);
        var author = JsonNodeFactory.instance.textNode(name);
        var data = Json.object().put(Numbers.PUBLISHER, name).put(Numbers.NUMBER, ++number);
        var id = "%s-%d".formatted(name, number);
        var body = Json.object().put("room_id", room).put("id", id);
        body.set("user_id", author);
        body.set("data", data);
        if (!to.isEmpty()) {
            to.forEach(body.putArray("to")::add);
        }
        if (inbox) {
            body.put("inbox", true);
        }
        ledger.published(new Ledger.Entry(id, room, to, inbox, author, data, "ordered queue"));
        return new Message(room, body.toString());
    }
}
