package hermes.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to SQS that breaks: one request arrives there and its answer is lost, and none arrives after it. */
final class BreakingQueue implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI sqs;
    private final int last;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param last request that arrives, from 1 */
    BreakingQueue(URI sqs, int last) throws IOException {
        this.sqs = sqs;
        this.last = last;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        int number = requests.incrementAndGet();
        byte[] answer = number <= last ? forward(exchange) : new byte[0];
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        if (number >= last) {
            exchange.sendResponseHeaders(403, -1);
        } else {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private byte[] forward(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var request = HttpRequest.newBuilder(sqs)
                .header("X-Amz-Target", headers.getFirst("X-Amz-Target"))
                .header("Content-Type", headers.getFirst("Content-Type"))
                .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes())).build();
        try {
            return http.send(request, BodyHandlers.ofByteArray()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while SQS was asked", e);
        }
    }
}
