package hermes.send.route;

import hermes.common.Connection;
import hermes.common.ConnectionRooms;
import hermes.common.Connections;
import hermes.common.Parallel;
import hermes.common.StreamName;
import hermes.send.delivery.ConnectionSender;
import hermes.send.inbox.InboxMessages;
import hermes.send.invocation.Invocation;
import hermes.send.json.Refusal;
import hermes.send.json.RefusedException;
import hermes.send.room.Joining;
import hermes.send.room.Refusals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes a client whole that comes back, and is its heartbeat. The connection is stored, and joined to the rooms that it
 * names, before the streams are read: a notification is appended before its receivers are looked up, so each one is in what
 * is read here, or its delivery can find the connection. Thread-safe.
 */
public final class Resume {
    private final Connections connections;
    private final Joining joining;
    private final RoomCatchUp catchUp;
    private final Allowance allowance;
    private final ConnectionSender connectionSender;

    /** @param allowance of a user, for what costs more than a look at the streams' heads */
    public Resume(Connections connections, Joining joining, CatchUp catchUp, InboxMessages inbox,
            Allowance allowance, ConnectionSender connectionSender) {
        this.connections = connections;
        this.joining = joining;
        this.catchUp = new RoomCatchUp(catchUp, inbox);
        this.allowance = allowance;
        this.connectionSender = connectionSender;
    }

    /**
     * @return the last frame of the answer; those before it have been posted
     * @throws RefusedException if the user has caught up too often, the connection was told so and asks again too soon, or
     *     the frames cannot be posted
     */
    String answer(RouteRequest sender, ResumeRequest request, Invocation invocation) {
        allowance.checkPatience(sender.connection());
        try {
            return caughtUp(sender, request, invocation);
        } catch (RefusedException e) {
            allowance.letWait(sender.connection(), e.refusal());
            throw e;
        }
    }

    private String caughtUp(RouteRequest sender, ResumeRequest request, Invocation invocation) {
        var refused = register(sender, request.rooms().keySet());
        var answer = catchUp(sender, request, refused);
        var frames = answer.frames();
        if (!frames.post(sender.connection(), connectionSender, invocation)) {
            throw new RefusedException("unavailable",
                    "What was missed could not be sent now. Resume again after a while.");
        }
        count(answer, invocation);
        return frames.last();
    }

    /**
     * A row can be missing if a post failed while the connection was young, or $connect was lost.
     *
     * @return why not, for each of the rooms in which it is not
     */
    private Map<String, Refusal> register(RouteRequest sender, Set<String> rooms) {
        var connection = Connection.since(sender.connectedAt(), sender.connection(), sender.room(),
                sender.user()).endingBy(sender.tokenEnd());
        var further = rooms.stream().filter(room -> !room.equals(sender.room())).toList();
        var stored = further.isEmpty()
                ? new ConnectionRooms(connections.find(sender.connection()), Set.of(), Set.of())
                : connections.find(sender.connection(), further);
        if (!stored.home().equals(Optional.of(connection))) {
            connections.put(connection);
            // What the home row named is overwritten, and has to be named again.
            stored = new ConnectionRooms(Optional.of(connection), Set.of(), Set.of());
        }
        Map<String, Refusal> refused = new HashMap<>(
                joining.join(connection, stored, further, sender.rooms()));
        if (rooms.contains(sender.room())) {
            refused.put(sender.room(), Refusals.HOME_ROOM);
        }
        return refused;
    }

    /** Where all streams are is looked up at once; what was missed is read room by room, so that the first ones get it. */
    private ResumeAnswer catchUp(RouteRequest sender, ResumeRequest request, Map<String, Refusal> refused) {
        var joined = request.rooms().keySet().stream().filter(room -> !refused.containsKey(room)).toList();
        List<Supplier<RoomCatchUp.Look>> looks = new ArrayList<>();
        looks.add(() -> catchUp.look(sender.owner(), request.home()));
        joined.forEach(room -> looks
                .add(() -> catchUp.look(sender.ownerIn(room), request.rooms().get(room))));
        var looked = Parallel.map(looks, Supplier::get);

        var own = StreamName.ofUser(sender.room(), sender.user());
        var budget = new CatchUpBudget(() -> allowance.spend(own.key(), 1));
        var home = catchUp.since(looked.getFirst(), budget);
        Map<String, RoomResult> results = new LinkedHashMap<>();
        request.rooms().keySet().forEach(room -> results.put(room, new RoomResult.Refused(
                refused.getOrDefault(room, Refusals.TRY_AGAIN))));
        for (var look : looked.subList(1, looked.size())) {
            var rest = budget.rest();
            var outcome = catchUp.since(look, rest);
            if (!rest.isShort()) {
                results.put(look.owner().room(), new RoomResult.Resumed(outcome));
                budget = rest;
            }
        }
        return new ResumeAnswer(home, results, request.ref());
    }

    private static void count(ResumeAnswer answer, Invocation invocation) {
        var rooms = answer.rooms().values().stream().flatMap(RoomResult::outcome);
        Stream.concat(Stream.of(answer.home()), rooms).flatMap(outcome -> outcome.recovered().stream())
                .forEach(recovered -> {
                    if (recovered) {
                        invocation.metrics().recovered();
                    } else {
                        invocation.metrics().notRecovered();
                    }
                });
    }
}
