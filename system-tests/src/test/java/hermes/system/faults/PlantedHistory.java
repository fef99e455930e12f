package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hermes.cli.terminal.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;

/** What one ordered publisher, one stream and one client would have in their books, as a test wants it. */
final class PlantedHistory {

    private static final String ROOM = "r";
    private static final String STREAM = Ledger.roomStream(ROOM);
    private static final String EPOCH = "e";
    private static final JsonNode AUTHOR = JsonNodeFactory.instance.textNode("p");

    final Ledger ledger = new Ledger();
    final Client client = new Client(ROOM, Rooms.STEADY, 1, true, () -> "", ledger);
    private final StreamTable table = new StreamTable(new TreeMap<>(), new HashMap<>());
    private long head;

    PlantedHistory published(int... numbers) {
        for (int number : numbers) {
            ledger.published(
                    new Ledger.Entry(id(number), ROOM, Set.of(), AUTHOR, data(number), "ordered queue"));
        }
        return this;
    }

    /** In this order. */
    PlantedHistory appended(int... numbers) {
        for (int number : numbers) {
            table.streams().computeIfAbsent(STREAM, _ -> new TreeMap<>())
                    .put(++head, new StreamTable.Stored(id(number), EPOCH, AUTHOR, data(number)));
            table.heads().put(STREAM, new StreamTable.Head(EPOCH, head));
        }
        return this;
    }

    /** What lies at these offsets, in this order. */
    PlantedHistory received(long... offsets) {
        for (long offset : offsets) {
            receive(offset, table.stream(STREAM).get(offset));
        }
        return this;
    }

    /** What it was not sent to the room. */
    PlantedHistory receivedAt(long offset, int number) {
        receive(offset, new StreamTable.Stored(id(number), EPOCH, AUTHOR, data(number)));
        return this;
    }

    private void receive(long offset, StreamTable.Stored stored) {
        var frame = Json.object().put("id", stored.id()).put("stream", "room").put("epoch", stored.epoch())
                .put("offset", offset);
        frame.set("user_id", stored.author());
        frame.set("data", stored.data());
        client.receive(frame.toString());
    }

    /** What the checker finds, the client being always connected. */
    List<String> violations(Message... deadLetters) {
        var checker = new Checker(ledger, table, List.of(deadLetters));
        checker.checkStreams();
        checker.checkClient(client);
        checker.checkSteady(client);
        return checker.violations();
    }

    static String id(int number) {
        return "p-" + number;
    }

    private static JsonNode data(int number) {
        return Json.object().put(Numbers.PUBLISHER, "p").put(Numbers.NUMBER, number);
    }
}
