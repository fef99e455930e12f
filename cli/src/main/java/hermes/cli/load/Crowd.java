package hermes.cli.load;

import hermes.cli.load.LoadRooms.Seat;
import hermes.cli.terminal.CommandFailed;
import java.net.http.HttpClient;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** All connections of a load. Thread-safe. */
final class Crowd implements AutoCloseable {

    private static final int SECONDS_TO_LEAVE = 10;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder().executor(threads).build();
    private final ExecutorService clientThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<LoadClient, String> rooms = new LinkedHashMap<>();

    Crowd(String url, LoadRooms seating, Map<Seat, String> tokens, Tally tally) {
        var door = new Door(http, url, seating.plan().handshakes(), tally);
        seating.seats()
                .forEach(seat -> rooms.put(new LoadClient(door, tokens.get(seat), tally), seat.room()));
    }

    void open() {
        rooms.keySet().forEach(clientThreads::execute);
    }

    void cut() {
        rooms.keySet().forEach(LoadClient::cut);
    }

    void remind() {
        rooms.keySet().forEach(LoadClient::remind);
    }

    /** Of the numbers of each room, how many frames came, one for each connection at most. */
    long got(Map<String, BitSet> numbers) {
        return rooms.entrySet().stream()
                .mapToLong(client -> client.getKey().received().got(numbers.get(client.getValue()))).sum();
    }

    /** Of all connections together. */
    long sum(ToIntFunction<Received> count) {
        return rooms.keySet().stream().mapToLong(client -> count.applyAsInt(client.received())).sum();
    }

    /** Says goodbye on each connection, and does not wait long for the other side. */
    @Override
    public void close() {
        clientThreads.shutdownNow();
        await(clientThreads);
        http.shutdownNow();
        threads.shutdownNow();
    }

    private static void await(ExecutorService threads) {
        try {
            threads.awaitTermination(SECONDS_TO_LEAVE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while connections were closed", e);
        }
    }
}
