package hermes.system.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.Counts;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks for a hundred notifications that it has had, and again as soon as it is answered, whatever the answer is. What it
 * gets is not looked at.
 */
final class ResumeFlood implements Life {

    private static final int RESUMES = 100;
    private static final int BACK = 100;
    private static final int TICK_MILLIS = 50;

    private final Supplier<String> url;
    private final Counts counts;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private int asked;
    private volatile boolean over;

    /** @param url with a token */
    ResumeFlood(Supplier<String> url, Counts counts) {
        this.url = url;
        this.counts = counts;
    }

    @Override
    public void end() {
        over = true;
    }

    @Override
    public void live() throws InterruptedException {
        while (!over && asked < RESUMES) {
            var socket = ClientSocket.open(url.get(), this::receive);
            if (socket.isPresent()) {
                ask(socket.get());
                socket.get().cut();
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private void ask(ClientSocket socket) throws InterruptedException {
        var request = Json.object().put("action", "resume").put("ref", "flood");
        for (; !over && socket.isOpen() && asked < RESUMES; asked++) {
            socket.send(request.toString());
            var answer = answers.poll(Client.ANSWER_NANOS, TimeUnit.NANOSECONDS);
            counts.add("answers to the flood " + kind(answer));
            if (answer != null && answer.has("room")) {
                request.set("room", before(answer.path("room")));
                request.set("user", answer.path("user"));
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private static JsonNode before(JsonNode position) {
        return Json.object().put("epoch", position.path("epoch").asText())
                .put("offset", Math.max(0, position.path("offset").asLong() - BACK));
    }

    private static String kind(JsonNode answer) {
        if (answer == null) {
            return "missing";
        }
        return answer.has("error")
                ? answer.path("error").path("code").asText()
                : answer.path("recovered").asBoolean() ? "recovered" : "not recovered";
    }

    private void receive(String text) {
        try {
            var frame = Json.parse(text);
            if (frame.has("ref") || frame.has("requestId")) {
                answers.add(frame);
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("a frame is not JSON: " + text, e);
        }
    }
}
