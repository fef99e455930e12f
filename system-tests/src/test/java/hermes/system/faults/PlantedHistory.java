package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.GrantBook;
import hermes.system.faults.book.Ledger;
import hermes.system.faults.book.Numbers;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
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
    final GrantBook grants = new GrantBook();
    final Client client;
    private final StreamTable table = new StreamTable(new TreeMap<>(), new HashMap<>());
    private long head;
    private int joins;
    private int leaves;

    /** Of a client that is at home in the room. */
    PlantedHistory() {
        this(Who.in(ROOM, Rooms.STEADY, 1));
    }

    /** Of a client to which it is a further room. */
    static PlantedHistory ofFurtherRoom() {
        return new PlantedHistory(Who.in("home", Rooms.STEADY, 1).joining(List.of(ROOM)));
    }

    private PlantedHistory(Who who) {
        this.client = new Client(who, true, () -> "", ledger, grants);
    }

    PlantedHistory connected() {
        client.connected(Optional.empty());
        return this;
    }

    PlantedHistory granted() {
        return change(true);
    }

    PlantedHistory takenBackUnseen() {
        return change(false);
    }

    PlantedHistory takenBack() {
        takenBackUnseen();
        grants.effective(Rooms.STEADY, ROOM);
        return this;
    }

    private PlantedHistory change(boolean granted) {
        grants.begin(granted, Rooms.STEADY, ROOM);
        grants.end(Rooms.STEADY, ROOM);
        return this;
    }

    PlantedHistory joins() {
        client.join(ROOM);
        client.tick();
        return this;
    }

    /** It asked, and is answered where the room's stream is. */
    PlantedHistory joined() {
        joins();
        answered(
                "{\"recovered\":true,\"room\":{\"epoch\":\"%s\",\"offset\":%d},\"user\":{\"epoch\":\"\",\"offset\":0}}"
                        .formatted(EPOCH, client.further().get(ROOM).streams().stream("room").offset()));
        return this;
    }

    /** @param room what the resume became there */
    PlantedHistory answered(String room) {
        client.receive(
                "{\"ref\":\"resume-%d\",\"recovered\":true,\"room\":{\"offset\":0},\"user\":{\"offset\":0},\"rooms\":{\"%s\":%s},\"data\":{}}"
                        .formatted(++joins, ROOM, room));
        return this;
    }

    PlantedHistory left() {
        client.leave(ROOM);
        client.receive("{\"ok\":true,\"ref\":\"leave-%d\",\"data\":{}}".formatted(++leaves));
        return this;
    }

    PlantedHistory putOutRightly() {
        return takenBack().putOut();
    }

    PlantedHistory putOut() {
        client.receive("{\"left\":{\"room_id\":\"%s\",\"code\":\"ungranted\"},\"data\":{}}".formatted(ROOM));
        return this;
    }

    PlantedHistory published(int... numbers) {
        for (int number : numbers) {
            ledger.published(
                    new Ledger.Entry(id(number), ROOM, Set.of(), false, AUTHOR, data(number),
                            "ordered queue"));
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
        if (isFurther()) {
            frame.put("room_id", ROOM);
        }
        frame.set("user_id", stored.author());
        frame.set("data", stored.data());
        client.receive(frame.toString());
    }

    /** What the checker finds, the client being always connected. */
    List<String> violations(Message... deadLetters) {
        var checker = new Checker(ledger, table, grants, List.of(deadLetters));
        checker.checkStreams();
        checker.checkClient(client);
        if (!isFurther()) {
            checker.checkSteady(client);
        }
        return checker.violations();
    }

    private boolean isFurther() {
        return !client.who().room().equals(ROOM);
    }

    static String id(int number) {
        return "p-" + number;
    }

    private static JsonNode data(int number) {
        return Json.object().put(Numbers.PUBLISHER, "p").put(Numbers.NUMBER, number);
    }
}
