package hermes.system.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.Counts;
import hermes.system.faults.book.GrantBook;
import hermes.system.faults.book.Ledger;
import hermes.system.faults.inbox.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A browser client written from docs/protocol.md: takes what comes, catches up, repeats what was not answered, joins and leaves
 * rooms, and writes down what contradicts the protocol. Thread-safe.
 */
final class Client {

    /** Longer than most answers take that are still to come. */
    static final long ANSWER_NANOS = 6_000_000_000L;

    /** As it is counted. */
    static final String LEAVES = "leaves";

    /** With these the server says no to one who does too much: an answer, and no fault. */
    static final Set<String> BOUNDS = Set.of("too_many_messages", "too_many_users", "resume_too_often");

    /** As may be answered in a further room of which the server has lost sight, until the next resume. */
    private static final String NOT_JOINED = "not_joined";

    private static final Set<String> PASSING = Set.of("internal", "unavailable", NOT_JOINED);

    private final Who who;
    private final Supplier<String> url;
    private final Ledger ledger;
    private final GrantBook grants;
    private final Optional<Device> device;
    private final ClientRooms rooms;
    private final Counts counts = new Counts();
    private final List<String> violations = new ArrayList<>();
    private final Resumption resumption;
    private final Requests requests = new Requests();
    private Optional<ClientSocket> socket = Optional.empty();
    private long connectedAt;
    private int numbers;

    /**
     * @param fromTheStart whether it wants all that the streams ever had, or what comes from now on
     * @param url with a token
     * @param ledger for what it says
     * @param grants by which it may join rooms
     */
    Client(Who who, boolean fromTheStart, Supplier<String> url, Ledger ledger, GrantBook grants) {
        this.who = who;
        this.url = url;
        this.ledger = ledger;
        this.grants = grants;
        this.device = who.inbox().map(room -> new Device(who.name(), who.user(),
                (message, answered) -> requests.add(inRoom(message, room), answered, Set.of())));
        this.rooms = new ClientRooms(who, fromTheStart, device, counts, this::violation);
        this.resumption = new Resumption(rooms.home(), rooms.further(), counts, this::violation);
    }

    boolean connect() {
        var opened = ClientSocket.open(url.get(), this::receive);
        counts.add(opened.isPresent() ? "connects" : "handshakes refused");
        connected(opened);
        return opened.isPresent();
    }

    synchronized void connected(Optional<ClientSocket> opened) {
        socket = opened;
        connectedAt = System.nanoTime();
        resumption.connected();
        rooms.connected();
    }

    synchronized Optional<ClientSocket> socket() {
        return socket.filter(ClientSocket::isOpen);
    }

    synchronized void wantResume() {
        resumption.demand();
    }

    /** A room's notifications up to this offset cannot be had any more. */
    synchronized void expired(String room, long upTo) {
        rooms.all().stream().filter(one -> one.room().equals(room)).forEach(one -> one.expired(upTo));
    }

    /** How much of what it said nobody has answered. */
    synchronized int unanswered() {
        return requests.size();
    }

    /** Says something to its room, and says it again until it is answered. */
    synchronized void say(boolean throughTheQueue) {
        say(throughTheQueue, who.room());
    }

    /** @param room in which it is */
    synchronized void say(boolean throughTheQueue, String room) {
        var ref = who.name().hashCode() + "_" + ++numbers;
        var action = throughTheQueue ? "sendMessageToSQS" : "sendMessage";
        boolean inbox = who.hasInboxOf(room) && numbers % 2 == 0;
        var message = inRoom(Json.object().put("action", action).put("ref", ref).put("data", ref), room);
        if (inbox) {
            message.put("inbox", true);
        }
        var id = who.user() + "/" + ref;
        ledger.published(new Ledger.Entry(id, room, Set.of(), inbox, Json.object().textNode(who.user()),
                message.path("data"), action));
        ledger.unconfirmed(id);
        requests.add(message, answer -> {
            if (answer.has("error")) {
                ledger.refused(id);
            } else {
                ledger.confirmed(id);
            }
        }, Set.of("too_many_messages", "too_many_users", NOT_JOINED));
    }

    private ObjectNode inRoom(ObjectNode message, String room) {
        return room.equals(who.room()) ? message : message.put("room_id", room);
    }

    /** Wants to be in a further room from now on. */
    synchronized void join(String room) {
        rooms.further().get(room).want();
        resumption.demand();
    }

    /** In the end: there is nothing that it does not want to know. */
    synchronized void joinAll() {
        rooms.further().values().forEach(Membership::want);
        resumption.demand();
    }

    /** Leaves a further room, and says so until it is answered. */
    synchronized void leave(String room) {
        if (rooms.further().get(room).leave()) {
            var ref = "leave-" + ++numbers;
            requests.add(Json.object().put("action", "leave").put("room_id", room).put("ref", ref), _ -> {
                rooms.further().get(room).hasSaidSo();
                left(room, LEAVES);
            }, Set.of());
        }
    }

    private void left(String room, String how) {
        counts.add(how);
        rooms.further().get(room).left(resumption.isUnderWay(room), System.nanoTime());
    }

    synchronized boolean isIn(String room) {
        return rooms.further().get(room).isIn();
    }

    /** Sends what is due. To be called again and again. */
    synchronized void tick() {
        long now = System.nanoTime();
        resumption.request(now).ifPresent(this::send);
        requests.sendDue(now, this::send);
    }

    synchronized void markAnything(SplittableRandom random) {
        device.ifPresent(one -> one.markAnything(random));
    }

    /** Asks for all that its inbox has, if it has one. */
    synchronized void list(SplittableRandom random) {
        device.ifPresent(one -> one.list(random));
    }

    /** How many of its room's notifications were handed on to the application. */
    synchronized int received() {
        return rooms.home().stream("room").handedOn().size();
    }

    /** Whether a resume of it has ever been answered. */
    synchronized boolean hasBeenThere() {
        return resumption.everAnswered();
    }

    /** Whether it has resumed since it was told to, has no gap, and all it said was answered. */
    synchronized boolean settled() {
        return resumption.settled() && requests.size() == 0;
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
        rooms.learnStates(frame);
        if (frame.has("offset")) {
            rooms.push(frame);
        } else if (frame.has("ok") || frame.has("items")) {
            requests.answered(frame);
        } else if (frame.has("error")) {
            refused(frame);
        } else if (frame.has("notifications") || frame.has("room")) {
            rooms.pushAll(frame.path("notifications"));
            resumption.answered(frame, this::resumed);
        } else if (frame.has("left")) {
            putOut(frame.path("left"));
        } else if (frame.has("message") && frame.has("requestId")) {
            counts.add("answers of the gateway alone");
        } else if (frame.has("close")) {
            counts.add("last frames");
        } else if (!frame.has("state")) {
            violation("a frame that the protocol does not know: " + frame);
        }
    }

    private void refused(JsonNode frame) {
        var code = frame.path("error").path("code").asText();
        counts.add("answers " + code);
        if (!BOUNDS.contains(code) && !PASSING.contains(code)) {
            violation("refused: " + frame);
        }
        long retryAt = System.nanoTime() + frame.path("error").path("retry_after").asLong(1) * 1_000_000_000L;
        requests.refused(frame, code, retryAt);
        resumption.refused(frame.path("ref").asText(), retryAt);
    }

    /** Who is in a room that is taken back stays until that is effective; who is not may not join once it is certain. */
    private void resumed(String room, JsonNode answer, boolean wasOut, long askedAt) {
        var code = answer.path("error").path("code").asText();
        long now = System.nanoTime();
        if (!answer.has("error")) {
            rooms.further().get(room).joined();
            require(wasOut
                    ? !grants.surely(false, who.user(), room, askedAt, now)
                    : !grants.forbids(who.user(), room, askedAt, now), "joined " + room, answer);
        } else if (code.equals("not_granted")) {
            left(room, "refusals to join");
            require(!grants.surely(true, who.user(), room, askedAt, now), "was refused " + room, answer);
        } else {
            require(code.equals("try_again"), "was refused " + room, answer);
        }
    }

    private void putOut(JsonNode told) {
        var room = told.path("room_id").asText();
        left(room, "put out, " + told.path("code").asText());
        require(!grants.surely(true, who.user(), room, connectedAt, System.nanoTime()),
                "was put out of " + room, told);
    }

    /** @param what is wrong if it does not hold */
    private void require(boolean holds, String what, JsonNode frame) {
        if (!holds) {
            violation("%s, against the grants: %s".formatted(what, frame));
        }
    }

    private void violation(String what) {
        violations.add(who.name() + ": " + what);
    }

    Who who() {
        return who;
    }

    String name() {
        return who.name();
    }

    /** The home room, and all further ones, whether it is in them or not. */
    synchronized Collection<RoomStreams> rooms() {
        return rooms.all();
    }

    synchronized RoomStreams home() {
        return rooms.home();
    }

    /** By the rooms' ids. */
    synchronized Map<String, Membership> further() {
        return rooms.further();
    }

    Optional<Device> device() {
        return device;
    }

    Counts counts() {
        return counts;
    }

    synchronized List<String> violations() {
        return violations;
    }
}
