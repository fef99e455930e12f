package hermes.cli.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.stack.OpenConnections.Parting;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Progress;
import hermes.common.Connection;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Closes many connections and reports what became of them. For one thread. */
public final class Closings {

    /** Far from the account's quota of API Gateway requests, which the deliveries share. */
    private static final int AT_ONCE = 16;

    private final Map<Parting, Integer> partings = new EnumMap<>(Parting.class);

    /**
     * Goes on when one fails.
     *
     * @throws CommandFailed
     *             afterwards, if some could not be closed
     */
    public static Closings to(List<Connection> connections, OpenConnections roster, PrintWriter err) {
        var farewell = new Closings();
        var progress = new Progress(err, "of " + connections.size() + " connections done");
        List<Callable<Parting>> closings = connections.stream().<Callable<Parting>>map(connection -> () -> {
            Parting parting = roster.close(connection);
            progress.add(1);
            return parting;
        }).toList();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            farewell.count(threads.invokeAll(closings));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted; some connections may still be open");
        }
        return farewell;
    }

    private void count(List<Future<Parting>> closings) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        for (Future<Parting> closing : closings) {
            try {
                partings.merge(closing.get(), 1, Integer::sum);
            } catch (ExecutionException failed) {
                failures.add(failed.getCause());
            }
        }
        if (!failures.isEmpty()) {
            throw new CommandFailed(
                    "%d of %d connections could not be closed, the first because: %s".formatted(
                            failures.size(), closings.size(), failures.getFirst().getMessage()),
                    failures.getFirst());
        }
    }

    int count(Parting parting) {
        return partings.getOrDefault(parting, 0);
    }

    public void addTo(ObjectNode json) {
        json.put("closed", count(Parting.CLOSED)).put("gone", count(Parting.WAS_GONE))
                .put("connecting", count(Parting.CONNECTING));
    }

    public void print(PrintWriter out) {
        out.println("Closed: " + count(Parting.CLOSED));
        if (count(Parting.WAS_GONE) > 0) {
            out.println("Gone before, now forgotten: " + count(Parting.WAS_GONE));
        }
        if (count(Parting.CONNECTING) > 0) {
            out.println("Just connecting, not closed: " + count(Parting.CONNECTING)
                    + " (do it again in a minute)");
        }
    }
}
