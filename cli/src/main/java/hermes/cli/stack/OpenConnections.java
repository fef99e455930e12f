package hermes.cli.stack;

import hermes.cli.terminal.CommandFailed;
import hermes.common.Connection;
import hermes.common.DynamoConnections;
import hermes.common.LastFrame;
import hermes.common.LeftFrame;
import hermes.common.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** Who is connected to a stack, and the way to part from them. Thread-safe. */
final class OpenConnections {

    private static final int PAGE = 1_000;

    /** Far from the account's quota of API Gateway requests, which the deliveries share. */
    private static final int CLOSED_AT_ONCE = 16;

    private final StackClients clients;
    private final DynamoConnections connections;

    OpenConnections(StackClients clients, String table) {
        this.clients = clients;
        this.connections = new DynamoConnections(clients.dynamoDb(), table, Clock.systemUTC());
    }

    /** Reads the whole table while the stream is consumed. */
    Stream<Connection> inAllRooms() {
        return connections.inAllRooms();
    }

    /** In the order of the users. */
    List<Connection> inRoom(String room, Optional<String> user) {
        return user.map(one -> connections.ofUser(room, one).live()).orElseGet(() -> inRoom(room));
    }

    private List<Connection> inRoom(String room) {
        var found = new ArrayList<Connection>();
        Optional<Page.Cursor> cursor = Optional.empty();
        do {
            var page = connections.inRoom(room, cursor, PAGE);
            found.addAll(page.live());
            cursor = page.next();
        } while (cursor.isPresent());
        return found;
    }

    /** @throws CommandFailed after all were tried, if some could not be closed */
    Closings close(List<Connection> found, Optional<LastFrame> lastFrame, IntConsumer progress) {
        var tasks = found.stream().<Callable<CloseOutcome>>map(connection -> () -> {
            var outcome = connection.home() ? close(connection, lastFrame) : putOut(connection, lastFrame);
            progress.accept(1);
            return outcome;
        }).toList();
        try (var threads = Executors.newFixedThreadPool(CLOSED_AT_ONCE, Thread.ofVirtual().factory())) {
            return counted(threads.invokeAll(tasks));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted; some connections may still be open", e);
        }
    }

    private static Closings counted(List<Future<CloseOutcome>> tasks) throws InterruptedException {
        var outcomes = new ArrayList<CloseOutcome>();
        var failures = new ArrayList<Throwable>();
        for (var task : tasks) {
            try {
                outcomes.add(task.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        if (!failures.isEmpty()) {
            throw new CommandFailed(
                    "%d of %d connections could not be closed, the first because: %s".formatted(
                            failures.size(), tasks.size(), failures.getFirst().getMessage()),
                    failures.getFirst());
        }
        return new Closings(count(outcomes, CloseOutcome.CLOSED), count(outcomes, CloseOutcome.WAS_GONE),
                count(outcomes, CloseOutcome.CONNECTING));
    }

    private static int count(List<CloseOutcome> outcomes, CloseOutcome wanted) {
        return (int) outcomes.stream().filter(outcome -> outcome == wanted).count();
    }

    /** The row goes at once, and not only by {@code $disconnect}: who looks again finds only what is open. */
    private CloseOutcome close(Connection connection, Optional<LastFrame> lastFrame) {
        try {
            lastFrame.ifPresent(frame -> say(connection, frame.json()));
            clients.management().deleteConnection(request -> request.connectionId(connection.id()));
            connections.remove(connection.id());
            return CloseOutcome.CLOSED;
        } catch (GoneException _) {
            if (connection.young(Instant.now())) {
                return CloseOutcome.CONNECTING;
            }
            connections.remove(connection.id());
            return CloseOutcome.WAS_GONE;
        }
    }

    /** Of one that has joined the room: its socket stays. */
    private CloseOutcome putOut(Connection connection, Optional<LastFrame> why) {
        connections.leave(connection.id(), connection.room());
        var frame = why.equals(Optional.of(LastFrame.REVOKED)) ? LeftFrame.REVOKED : LeftFrame.KICKED;
        say(connection, frame.json(connection.room()));
        return CloseOutcome.CLOSED;
    }

    /** A client that does not get it, because it reads too slowly, say, must be closed all the same. */
    private void say(Connection connection, String frame) {
        try {
            clients.management().postToConnection(request -> request.connectionId(connection.id())
                    .data(SdkBytes.fromUtf8String(frame)));
        } catch (SdkException _) {
            // Whatever is wrong, closing shows it again if it matters.
        }
    }

    private enum CloseOutcome {
        CLOSED,
        /** Nobody was there any more. */
        WAS_GONE,
        /** It is so young that it may be about to open; nothing was done. */
        CONNECTING
    }
}
