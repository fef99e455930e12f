package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.Ledger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A backend that is not sure of itself: it publishes much of what it has to say twice, and nonsense in between. */
final class Publisher {

    private static final int BATCH = 10;
    private static final int LARGEST_PADDING = 60_000;
    private static final int TOO_LARGE = 140_000;

    /** The only one to the large room, which costs thousands of posts. */
    private static final int TO_LARGE = 80;

    /** The third of every three hundred goes to one room, as fast as the queue takes it. */
    private static final int HUNDREDS_FROM_BURST_TO_BURST = 3;

    private final SqsClient sqs;
    private final String queueUrl;
    private final Rooms rooms;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final Deque<String> again = new ArrayDeque<>();
    private int number;

    /** @param sent is told the id of the message */
    private record Message(String body, Consumer<String> sent) {}

    Publisher(FaultyStack stack, Rooms rooms, Ledger ledger, SplittableRandom random) {
        this.sqs = stack.operations().clients().sqs();
        this.queueUrl = stack.output("QueueUrl");
        this.rooms = rooms;
        this.ledger = ledger;
        this.random = random;
    }

    /**
     * @param notifications that have been published then, since the beginning
     * @param pauseMillis between two batches
     * @param strangersConnection in another room than the busy one, for jobs that are forged
     */
    void publish(int notifications, int pauseMillis, String strangersConnection) throws InterruptedException {
        while (number < notifications || !again.isEmpty()) {
            var batch = new ArrayList<Message>();
            while (batch.size() < BATCH && (number < notifications || !again.isEmpty())) {
                int roll = random.nextInt(100);
                if (!again.isEmpty() && (roll < 12 || number == notifications)) {
                    batch.add(new Message(again.poll(), _ -> ledger.duplicated()));
                } else if (roll < 14) {
                    batch.add(poison(number));
                } else if (roll == 14) {
                    batch.add(forgedJob(strangersConnection));
                } else {
                    batch.add(notification(number++));
                }
            }
            send(batch);
            if (!inBurst(number)) {
                Thread.sleep(random.nextInt(2 * pauseMillis));
            }
        }
    }

    private String room(int number) {
        if (number == TO_LARGE) {
            return rooms.large();
        }
        return inBurst(number) ? rooms.busy() : rooms.any(random);
    }

    private static boolean inBurst(int number) {
        return number / 100 % HUNDREDS_FROM_BURST_TO_BURST == HUNDREDS_FROM_BURST_TO_BURST - 1;
    }

    private Message notification(int number) {
        var room = room(number);
        boolean inbox = rooms.isForInbox(room, random);
        var to = Rooms.addressees(random, inbox);
        var author = author(number, inbox);
        var data = Json.object().put("type", "test").put("n", number);
        if (!inbox && random.nextInt(100) == 0) {
            data.put("padding", "x".repeat(random.nextInt(LARGEST_PADDING)));
        }
        var body = Json.object().put("room_id", room);
        body.set("user_id", author);
        body.set("data", data);
        if (!to.isEmpty()) {
            to.forEach(body.putArray("to")::add);
        }
        if (inbox) {
            body.put("inbox", true);
        }
        if (random.nextInt(20) == 0) {
            long now = System.nanoTime();
            return new Message(body.toString(), id -> ledger
                    .published(new Ledger.Entry(id, room, to, inbox, author, data, "queue", now)));
        }
        var id = "n-" + number;
        body.put("id", id);
        ledger.published(new Ledger.Entry(id, room, to, inbox, author, data, "queue"));
        for (int times = random.nextInt(100) < 15 ? random.nextInt(1, 3) : 0; times > 0; times--) {
            again.add(body.toString());
        }
        return new Message(body.toString(), _ -> {});
    }

    /** What is for an inbox has sometimes been written by somebody who has one. */
    private JsonNode author(int number, boolean inbox) {
        if (inbox && random.nextInt(8) == 0) {
            return JsonNodeFactory.instance
                    .textNode(Rooms.WITH_INBOX.get(random.nextInt(Rooms.WITH_INBOX.size())));
        }
        return random.nextBoolean()
                ? JsonNodeFactory.instance.numberNode(number)
                : JsonNodeFactory.instance.textNode("user-" + number);
    }

    /** To each of the rooms that are granted and taken back, when all is calm. */
    void publishAtTheEnd() {
        send(rooms.further().stream().map(room -> {
            var data = Json.object().put("room", room);
            var author = JsonNodeFactory.instance.textNode("end");
            var body = Json.object().put("user_id", "end").put("room_id", room).put("id", "end");
            ledger.published(new Ledger.Entry("end", room, Set.of(), false, author, data, "queue"));
            return new Message(body.set("data", data).toString(), _ -> {});
        }).toList());
    }

    private Message poison(int number) {
        var good = Json.object().put("user_id", 7).put("room_id", rooms.busy())
                .put("id", "poison-" + number)
                .put("data", number);
        var body = switch (random.nextInt(8)) {
            case 0 -> good.toString().substring(0, 20);
            case 1 -> "[1, 2, 3]";
            case 2 -> good.without("room_id").toString();
            case 3 -> good.without("data").toString();
            case 4 -> good.without("user_id").toString();
            case 5 -> good.put("to", "everyone").toString();
            case 6 -> good.put("data", "x".repeat(TOO_LARGE)).toString();
            default -> "{\"hermes\":{\"version\":1,\"job\":\"page\"}}";
        };
        return new Message(body, ledger::poisoned);
    }

    /** Well-formed, and for a connection that has no business in the room. */
    private Message forgedJob(String connection) {
        var job = Json.object().put("version", 1).put("job", "retry")
                .put("stream", Ledger.roomStream(rooms.busy())).put("attempt", 1);
        job.putArray("offsets").add(1).add(2);
        job.putArray("connections").add(connection);
        return new Message(Json.object().set("hermes", job).toString(), _ -> ledger.forgedAJob());
    }

    private void send(List<Message> batch) {
        var answer = sqs.sendMessageBatch(request -> request.queueUrl(queueUrl)
                .entries(IntStream.range(0, batch.size()).mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id("" + i).messageBody(batch.get(i).body()).build()).toList()));
        if (answer.hasFailed() && !answer.failed().isEmpty()) {
            throw new AssertionError("the queue did not take all: " + answer.failed());
        }
        answer.successful()
                .forEach(sent -> batch.get(Integer.parseInt(sent.id())).sent().accept(sent.messageId()));
    }
}
