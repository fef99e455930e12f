package hermes.benchmarks.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lambda's Runtime API for one process, which looks at the process when it asks for its first event and whenever it
 * answers. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final long TIME_LIMIT_MILLIS = 60_000;

    /** @param failed if it reported an error instead */
    record Answer(String body, boolean failed, Moment moment) {}

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final CompletableFuture<Long> process = new CompletableFuture<>();
    private final CompletableFuture<Moment> ready = new CompletableFuture<>();
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final AtomicLong number = new AtomicLong();

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** What the process must find in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void watch(long pid) {
        process.complete(pid);
    }

    /** When it first asked for an event: it has initialised. */
    CompletableFuture<Moment> ready() {
        return ready;
    }

    void give(byte[] event) {
        events.add(event);
    }

    BlockingQueue<Answer> answers() {
        return answers;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.endsWith("/next")) {
                ready.complete(Moment.of(process.join()));
                next(exchange);
            } else {
                answers.add(new Answer(body, !path.endsWith("/response"), Moment.of(process.join())));
                exchange.sendResponseHeaders(202, -1);
            }
        } catch (InterruptedException _) {
            // It is over, and nobody wants to give this process anything.
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] event = events.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", "request-" + number.incrementAndGet());
        headers.set("Lambda-Runtime-Deadline-Ms", "" + (System.currentTimeMillis() + TIME_LIMIT_MILLIS));
        headers.set("Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:eu-west-1:123456789012:function:measured");
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }
}
