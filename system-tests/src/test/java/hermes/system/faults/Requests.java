package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a client has sent and wants an answer to: it is sent again until there is one. Not thread-safe. */
final class Requests {

    private final Map<String, Request> open = new LinkedHashMap<>();

    /** @param due when it is to be sent, again or at all */
    private record Request(String message, Consumer<JsonNode> answered, Set<String> ends, long due) {

        Request due(long nanoTime) {
            return new Request(message, answered, ends, nanoTime);
        }
    }

    /**
     * @param message with a {@code ref}
     * @param answered is told the answer, also if it is an error that ends it
     * @param ends codes of errors after which it is not sent again
     */
    void add(ObjectNode message, Consumer<JsonNode> answered, Set<String> ends) {
        open.put(message.path("ref").asText(),
                new Request(message.toString(), answered, ends, System.nanoTime()));
    }

    void sendDue(long now, Consumer<String> send) {
        open.replaceAll((_, request) -> {
            if (request.due() > now) {
                return request;
            }
            send.accept(request.message());
            return request.due(now + Client.ANSWER_NANOS);
        });
    }

    /** Does nothing if the reference is not that of a request. */
    void answered(JsonNode answer) {
        Optional.ofNullable(open.remove(answer.path("ref").asText()))
                .ifPresent(request -> request.answered().accept(answer));
    }

    /** As {@link #answered}. */
    void refused(JsonNode answer, String code, long retryAt) {
        var ref = answer.path("ref").asText();
        Optional.ofNullable(open.get(ref)).ifPresent(request -> {
            if (request.ends().contains(code)) {
                answered(answer);
            } else {
                open.put(ref, request.due(retryAt));
            }
        });
    }

    int size() {
        return open.size();
    }
}
