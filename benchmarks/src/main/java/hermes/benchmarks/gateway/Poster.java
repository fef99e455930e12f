package hermes.benchmarks.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Posts over kept connections, one request after the other on each. Immutable. */
public final class Poster {

    private static final int SOCKETS = 16;
    private static final int LONGEST_HEAD = 8 * 1024;

    private final InetSocketAddress server;
    private final Function<String, byte[]> request;

    /** @param request the bytes of a request, by the id of the connection that it is for */
    public Poster(InetSocketAddress server, Function<String, byte[]> request) {
        this.server = server;
        this.request = request;
    }

    /**
     * Posts to the connections in turns.
     *
     * @throws IOException if an answer is not 200
     */
    public void post(List<String> ids, int posts) throws IOException, InterruptedException {
        var next = new AtomicInteger();
        List<Callable<Void>> sockets = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            sockets.add(() -> run(ids, posts, next));
        }
        try (var threads = Executors.newFixedThreadPool(SOCKETS)) {
            for (var socket : threads.invokeAll(sockets)) {
                socket.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a post has failed: " + e.getCause().getMessage(), e);
        }
    }

    private Void run(List<String> ids, int posts, AtomicInteger next) throws IOException {
        try (var socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            for (int i = next.getAndIncrement(); i < posts; i = next.getAndIncrement()) {
                out.write(request.apply(ids.get(i % ids.size())));
                read(in);
            }
        }
        return null;
    }

    /** An answer with a length, which all of these servers send. */
    private static void read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int character = in.read();
            if (character < 0 || head.length() > LONGEST_HEAD) {
                throw new IOException("the server has answered " + head);
            }
            head.append((char) character);
        }
        var lines = head.toString().lines().toList();
        if (!lines.getFirst().contains(" 200")) {
            throw new IOException("the server has answered " + lines.getFirst());
        }
        for (var line : lines) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                in.skipNBytes(Long.parseLong(line.substring(15).strip()));
            }
        }
    }
}
