package hermes.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * API Gateway's {@code @connections} on a real socket. Every connection takes what is posted, unless its script
 * says otherwise: the first answer for the first post, and so on, and 200 when the script is at its end.
 */
public final class FakeGateway implements AutoCloseable {

    /** In a script: the socket is closed without an answer. */
    public static final int RESET = 0;

    private static final String PREFIX = "/development/@connections/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Queue<Integer>> scripts = new ConcurrentHashMap<>();
    private final Map<String, Integer> always = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> frames = new ConcurrentHashMap<>();
    private final Queue<String> posts = new ConcurrentLinkedQueue<>();
    private final Queue<String> closed = new ConcurrentLinkedQueue<>();

    public FakeGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://localhost:%d/development".formatted(server.getAddress().getPort()));
    }

    public void script(String connection, Integer... statuses) {
        scripts.put(connection, new ConcurrentLinkedQueue<>(Arrays.asList(statuses)));
    }

    public void always(String connection, int status) {
        always.put(connection, status);
    }

    public void heal(String connection) {
        always.remove(connection);
    }

    /** What the connection received, in this order. */
    public List<String> frames(String connection) {
        return List.copyOf(frames.getOrDefault(connection, new ConcurrentLinkedQueue<>()));
    }

    /** The connections that were posted to, once for each post, delivered or not. */
    public Collection<String> posts() {
        return List.copyOf(posts);
    }

    /** The connections that were closed, in this order. */
    public List<String> closed() {
        return List.copyOf(closed);
    }

    public void forgetPosts() {
        posts.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String frame = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
            int status = path.startsWith(PREFIX)
                    ? status(exchange.getRequestMethod(), path.substring(PREFIX.length()), frame)
                    : 404;
            if (status != RESET) {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private int status(String method, String connection, String frame) {
        if (method.equals("DELETE")) {
            closed.add(connection);
            return 204;
        }
        posts.add(connection);
        int status = method.equals("POST") ? status(connection) : 404;
        if (status == 200) {
            frames.computeIfAbsent(connection, _ -> new ConcurrentLinkedQueue<>()).add(frame);
        }
        return status;
    }

    private int status(String connection) {
        Integer scripted = scripts.getOrDefault(connection, new ConcurrentLinkedQueue<>()).poll();
        return scripted == null ? always.getOrDefault(connection, 200) : scripted;
    }
}
