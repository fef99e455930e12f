package hermes.system.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A browser client written from docs/protocol.md: resumes after each connect and when it sees a gap, repeats what
 * was not answered, and writes down what contradicts the protocol. Thread-safe.
 */
final class TestClient {

    /** Longer than most answers take that are still to come. */
    private static final long ANSWER_NANOS = 6_000_000_000L;

    /** As docs/protocol.md says. */
    private static final long MOST_MISSED = 300;

    private final String room;
    private final String user;
    private final String name;
    private final Supplier<String> url;
    private final Received roomInbox;
    private final Received userInbox;
    private final Counts counts = new Counts();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Asked> asked = new HashMap<>();
    private final Map<String, Said> unanswered = new LinkedHashMap<>();
    private Optional<ClientSocket> socket = Optional.empty();
    private boolean resumeDue;
    private long askedAt = longAgo();
    private int numbers;
    private long expired;

    /** A resume, and where the client was. */
    private record Asked(long room, long user) {}

    private record Said(String message, long nanoTime) {}

    /**
     * @param number       tells it from other clients of the user
     * @param fromTheStart whether it wants all that the streams ever had, or what comes from now on
     * @param url          with a token
     */
    TestClient(String room, String user, int number, boolean fromTheStart, Supplier<String> url) {
        this.room = room;
        this.user = user;
        this.name = "%s/%s/%d".formatted(room, user, number);
        this.url = url;
        this.roomInbox = new Received(fromTheStart);
        this.userInbox = new Received(fromTheStart);
    }

    boolean connect() {
        var opened = ClientSocket.open(url.get(), this::receive);
        synchronized (this) {
            counts.add(opened.isPresent() ? "connects" : "handshakes refused");
            socket = opened;
            resumeDue = true;
            asked.clear();
            askedAt = longAgo();
            return opened.isPresent();
        }
    }

    synchronized Optional<ClientSocket> socket() {
        return socket.filter(ClientSocket::isOpen);
    }

    synchronized void wantResume() {
        resumeDue = true;
    }

    /** Its room's notifications up to this offset cannot be had any more. */
    synchronized void expired(long upTo) {
        expired = upTo;
    }

    /** Says something to its room, and says it again until it is answered. Until then it says nothing else. */
    synchronized void say(boolean throughTheQueue, Ledger ledger) {
        if (!unanswered.isEmpty()) {
            return;
        }
        String ref = name.hashCode() + "_" + ++numbers;
        String action = throughTheQueue ? "sendMessageToSQS" : "sendMessage";
        ObjectNode message = Json.object().put("action", action).put("ref", ref).put("data", ref);
        ledger.published(new Ledger.Entry(user + "/" + ref, room, Set.of(), Json.object().textNode(user),
                message.path("data"), action));
        unanswered.put(ref, new Said(message.toString(), longAgo()));
    }

    /** Sends what is due. To be called again and again. */
    synchronized void tick() {
        long now = System.nanoTime();
        if ((resumeDue || roomInbox.hasGap() || userInbox.hasGap()) && now - askedAt > ANSWER_NANOS) {
            ask(now);
        }
        unanswered.replaceAll((_, said) -> {
            if (now - said.nanoTime() < ANSWER_NANOS) {
                return said;
            }
            send(said.message());
            return new Said(said.message(), now);
        });
    }

    /** Whether it has resumed since it was told to, has no gap, and all it said was answered. */
    synchronized boolean settled() {
        return !resumeDue && !roomInbox.hasGap() && !userInbox.hasGap() && unanswered.isEmpty();
    }

    /** So long that nothing is waited for any more. */
    private static long longAgo() {
        return System.nanoTime() - ANSWER_NANOS - 1;
    }

    private void ask(long now) {
        String ref = "resume-" + ++numbers;
        ObjectNode resume = Json.object().put("action", "resume").put("ref", ref);
        if (roomInbox.positionKnown()) {
            resume.set("room", roomInbox.position());
            resume.set("user", userInbox.position());
        }
        asked.put(ref, new Asked(roomInbox.offset(), userInbox.offset()));
        askedAt = now;
        counts.add("resumes");
        send(resume.toString());
    }

    private void send(String text) {
        socket.filter(ClientSocket::isOpen).ifPresent(open -> open.send(text));
    }

    private synchronized void receive(String text) {
        try {
            receive(Json.parse(text));
        } catch (JsonProcessingException notJson) {
            violation("a frame is not JSON: " + text);
        }
    }

    private void receive(JsonNode frame) {
        if (frame.has("offset")) {
            push(frame);
        } else if (frame.has("ok")) {
            unanswered.remove(frame.path("ref").asText());
        } else if (frame.has("error")) {
            refused(frame);
        } else if (frame.has("notifications") || frame.has("room")) {
            answer(frame);
        } else if (frame.has("message") && frame.has("requestId")) {
            counts.add("answers of the gateway alone");
        } else {
            violation("a frame that the protocol does not know: " + frame);
        }
    }

    private void push(JsonNode frame) {
        counts.add("frames");
        if (frame.path("stream").asText().equals("room")) {
            roomInbox.receive(frame);
        } else {
            userInbox.receive(frame);
        }
    }

    private void refused(JsonNode frame) {
        String code = frame.path("error").path("code").asText();
        counts.add("answers " + code);
        if (!Set.of("internal", "unavailable").contains(code)) {
            violation("refused: " + frame);
        }
        if (asked.remove(frame.path("ref").asText()) != null) {
            askedAt = longAgo();
        }
    }

    private void answer(JsonNode frame) {
        Map<String, Long> last = new HashMap<>();
        for (JsonNode notification : frame.path("notifications")) {
            long offset = notification.path("offset").asLong();
            Long before = last.put(notification.path("stream").asText(), offset);
            if (before != null && offset != before + 1) {
                violation("an answer has offset %d after %d".formatted(offset, before));
            }
            push(notification);
        }
        Asked request = asked.remove(frame.path("ref").asText());
        if (request != null) {
            resumeDue = false;
            askedAt = longAgo();
            position(frame, request);
        }
    }

    private void position(JsonNode answer, Asked request) {
        if (!answer.has("recovered")) {
            roomInbox.startAt(answer.path("room"));
            userInbox.startAt(answer.path("user"));
        } else if (answer.path("recovered").asBoolean()) {
            counts.add("recovered");
            complete(roomInbox, answer.path("room"));
            complete(userInbox, answer.path("user"));
        } else {
            counts.add("not recovered");
            if (missed(answer.path("room"), request.room()) <= MOST_MISSED
                    && missed(answer.path("user"), request.user()) <= MOST_MISSED
                    && request.room() >= expired) {
                violation("not recovered without need: from %s, answer %s".formatted(request, answer));
            }
            roomInbox.giveUpTo(answer.path("room"));
            userInbox.giveUpTo(answer.path("user"));
        }
    }

    private static long missed(JsonNode head, long from) {
        return head.path("offset").asLong() - from;
    }

    private void complete(Received inbox, JsonNode head) {
        if (inbox.offset() < head.path("offset").asLong()) {
            violation("recovered, but offset %d of %s is missing".formatted(inbox.offset() + 1, head));
        }
    }

    private void violation(String what) {
        violations.add(name + ": " + what);
    }

    String room() {
        return room;
    }

    String user() {
        return user;
    }

    String name() {
        return name;
    }

    synchronized Received roomInbox() {
        return roomInbox;
    }

    synchronized Received userInbox() {
        return userInbox;
    }

    Counts counts() {
        return counts;
    }

    synchronized List<String> violations() {
        return violations;
    }
}
