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
 * A browser client written from docs/protocol.md: takes what comes, catches up, repeats what was not answered, and
 * writes down what contradicts the protocol. Thread-safe.
 */
final class Client {

    /** Longer than most answers take that are still to come. */
    static final long ANSWER_NANOS = 6_000_000_000L;

    private final String room;
    private final String user;
    private final String name;
    private final Supplier<String> url;
    private final Ledger ledger;
    private final ReceivedStream roomStream;
    private final ReceivedStream userStream;
    private final Counts counts = new Counts();
    private final List<String> violations = new ArrayList<>();
    private final Resumption resumption;
    private final Map<String, Said> unanswered = new LinkedHashMap<>();
    private Optional<ClientSocket> socket = Optional.empty();
    private int numbers;

    /** With these the server says no to one who does too much: an answer, and no fault. */
    static final Set<String> BOUNDS = Set.of("too_many_messages", "too_many_users", "resume_too_often");

    private record Said(String id, String message, long nanoTime) {}

    /**
     * @param number tells it from other clients of the user
     * @param fromTheStart whether it wants all that the streams ever had, or what comes from now on
     * @param url with a token
     * @param ledger for what it says
     */
    Client(String room, String user, int number, boolean fromTheStart, Supplier<String> url, Ledger ledger) {
        this.room = room;
        this.user = user;
        this.name = "%s/%s/%d".formatted(room, user, number);
        this.url = url;
        this.ledger = ledger;
        this.roomStream = new ReceivedStream(fromTheStart);
        this.userStream = new ReceivedStream(fromTheStart);
        this.resumption = new Resumption(roomStream, userStream, counts, this::violation);
    }

    boolean connect() {
        var opened = ClientSocket.open(url.get(), this::receive);
        synchronized (this) {
            counts.add(opened.isPresent() ? "connects" : "handshakes refused");
            socket = opened;
            resumption.connected();
            return opened.isPresent();
        }
    }

    synchronized Optional<ClientSocket> socket() {
        return socket.filter(ClientSocket::isOpen);
    }

    synchronized void wantResume() {
        resumption.demand();
    }

    /** Its room's notifications up to this offset cannot be had any more. */
    synchronized void expired(long upTo) {
        resumption.expired(upTo);
    }

    /** How much of what it said nobody has answered. */
    synchronized int unanswered() {
        return unanswered.size();
    }

    /** Says something to its room, and says it again until it is answered. */
    synchronized void say(boolean throughTheQueue) {
        var ref = name.hashCode() + "_" + ++numbers;
        var action = throughTheQueue ? "sendMessageToSQS" : "sendMessage";
        var message = Json.object().put("action", action).put("ref", ref).put("data", ref);
        var id = user + "/" + ref;
        ledger.published(new Ledger.Entry(id, room, Set.of(), Json.object().textNode(user),
                message.path("data"), action));
        unanswered.put(ref, new Said(id, message.toString(), longAgo()));
    }

    /** Sends what is due. To be called again and again. */
    synchronized void tick() {
        long now = System.nanoTime();
        resumption.request(now).ifPresent(this::send);
        unanswered.replaceAll((_, said) -> {
            if (now - said.nanoTime() < ANSWER_NANOS) {
                return said;
            }
            send(said.message());
            return new Said(said.id(), said.message(), now);
        });
    }

    /** How many of its room's notifications were handed on to the application. */
    synchronized int received() {
        return roomStream.handedOn().size();
    }

    /** Whether it has resumed since it was told to, has no gap, and all it said was answered. */
    synchronized boolean settled() {
        return resumption.settled() && unanswered.isEmpty();
    }

    /** So long that nothing is waited for any more. */
    static long longAgo() {
        return System.nanoTime() - ANSWER_NANOS - 1;
    }

    private void send(String text) {
        socket.filter(ClientSocket::isOpen).ifPresent(open -> open.send(text));
    }

    synchronized void receive(String text) {
        try {
            receive(Json.parse(text));
        } catch (JsonProcessingException e) {
            violation("a frame is not JSON: " + text);
        } catch (RuntimeException e) {
            // The WebSocket would take it for a connection that broke.
            violation("%s at the frame %s".formatted(e, text));
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
        } else if (frame.has("close")) {
            counts.add("last frames");
        } else {
            violation("a frame that the protocol does not know: " + frame);
        }
    }

    private void push(JsonNode frame) {
        counts.add("frames");
        if (frame.path("stream").asText().equals("room")) {
            roomStream.receive(frame);
        } else {
            userStream.receive(frame);
        }
    }

    private void refused(JsonNode frame) {
        var code = frame.path("error").path("code").asText();
        counts.add("answers " + code);
        var ref = frame.path("ref").asText();
        if (BOUNDS.contains(code)) {
            Optional.ofNullable(unanswered.remove(ref)).ifPresent(said -> ledger.refused(said.id()));
        } else if (!Set.of("internal", "unavailable").contains(code)) {
            violation("refused: " + frame);
        }
        resumption.refused(ref);
    }

    private void answer(JsonNode frame) {
        var last = new HashMap<String, Long>();
        for (var notification : frame.path("notifications")) {
            long offset = notification.path("offset").asLong();
            var before = last.put(notification.path("stream").asText(), offset);
            if (before != null && offset != before + 1) {
                violation("an answer has offset %d after %d".formatted(offset, before));
            }
            push(notification);
        }
        resumption.answered(frame);
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

    synchronized ReceivedStream roomStream() {
        return roomStream;
    }

    synchronized ReceivedStream userStream() {
        return userStream;
    }

    Counts counts() {
        return counts;
    }

    synchronized List<String> violations() {
        return violations;
    }
}
