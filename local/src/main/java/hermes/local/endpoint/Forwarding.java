package hermes.local.endpoint;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Hands requests on to an emulator over connections that are kept. Thread-safe. */
public final class Forwarding {

    /** What belongs to one connection and not to the request, and what the client sets itself. */
    private static final Set<HttpString> NOT_FORWARDED = Set.of(new HttpString("Host"),
            new HttpString("Connection"),
            new HttpString("Content-Length"), new HttpString("Transfer-Encoding"), new HttpString("Expect"),
            new HttpString("Upgrade"), new HttpString("HTTP2-Settings"));

    private final HttpClient http;
    private final CompletableFuture<URI> emulator;

    /** @param emulator requests wait until it has started */
    public Forwarding(HttpClient http, CompletableFuture<URI> emulator) {
        this.http = http;
        this.emulator = emulator;
    }

    public void forward(HttpServerExchange exchange, AwsRequest request)
            throws IOException, InterruptedException {
        var response = send(exchange, request);
        answer(exchange, response, response.body());
    }

    /** Asks the emulator and answers nobody. */
    public HttpResponse<byte[]> send(HttpServerExchange exchange, AwsRequest request)
            throws IOException, InterruptedException {
        String query = exchange.getQueryString();
        URI uri = URI
                .create(emulator.join() + exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query));
        var forwarded = HttpRequest.newBuilder(uri).method(request.method(),
                BodyPublishers.ofByteArray(request.body()));
        for (HeaderValues header : exchange.getRequestHeaders()) {
            if (!NOT_FORWARDED.contains(header.getHeaderName())) {
                header.forEach(value -> forwarded.header(header.getHeaderName().toString(), value));
            }
        }
        return http.send(forwarded.build(), BodyHandlers.ofByteArray());
    }

    /** @param body in the place of the response's own */
    public static void answer(HttpServerExchange exchange, HttpResponse<byte[]> response, byte[] body) {
        exchange.setStatusCode(response.statusCode());
        response.headers().map().forEach((name, values) -> {
            var header = new HttpString(name);
            if (!NOT_FORWARDED.contains(header)) {
                exchange.getResponseHeaders().putAll(header, values);
            }
        });
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }
}
