package hermes.benchmarks.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * All of AWS that functions call, at one address, answered at once from memory: so what is measured is the function. Counts
 * the calls. Thread-safe.
 */
public final class AwsStub implements AutoCloseable {

    static {
        // Nagle's algorithm would add 40 ms to answers, and each of many connections is kept.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
        System.setProperty("sun.net.httpserver.idleInterval", "600");
    }

    private static final String POST = "PostToConnection";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Answers answers;
    private final HttpServer server;
    private final Optional<Certificate> certificate;

    private AwsStub(Answers answers, HttpServer server, Optional<Certificate> certificate) {
        this.answers = answers;
        this.server = server;
        this.certificate = certificate;
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Without TLS, as the local stack. */
    public static AwsStub http(Answers answers) throws IOException {
        return new AwsStub(answers, HttpServer.create(anyPort(), 0), Optional.empty());
    }

    /** With TLS, as AWS. */
    public static AwsStub https(Answers answers, Certificate certificate) throws IOException {
        var server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        return new AwsStub(answers, server, Optional.of(certificate));
    }

    /** As in {@code AWS_ENDPOINT_URL}. */
    public String address() {
        return "%s://localhost:%d".formatted(certificate.isPresent() ? "https" : "http",
                server.getAddress().getPort());
    }

    /** By which its calls are believed to be AWS's; empty if nobody has to. */
    public Optional<Certificate> certificate() {
        return certificate;
    }

    /** How often each operation was called since this was last asked. */
    public Map<String, Long> takeCalls() {
        var taken = new TreeMap<String, Long>();
        calls.forEach((operation, count) -> taken.put(operation, count.sumThenReset()));
        taken.values().removeIf(count -> count == 0);
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var operation = operation(exchange);
            calls.computeIfAbsent(operation, _ -> new LongAdder()).increment();
            var answer = operation.equals(POST)
                    ? Answers.EMPTY
                    : answers.to(operation, body);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.status(),
                    answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static String operation(HttpExchange exchange) {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        return target == null ? POST : target.substring(target.lastIndexOf('.') + 1);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
