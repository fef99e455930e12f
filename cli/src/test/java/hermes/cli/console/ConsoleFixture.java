package hermes.cli.console;

import hermes.cli.stack.FakeStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A console of a stack that is none, and whoever calls it. */
final class ConsoleFixture implements AutoCloseable {

    final LogFeed log = new LogFeed();
    final MetricStatistics figures = new MetricStatistics();
    final FakeStack stack = new FakeStack();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConsoleServer console;

    ConsoleFixture(Path clientFolder) {
        console = server(clientFolder, 0).start(0);
    }

    /** Another one, of the same stack. */
    ConsoleServer server(Path clientFolder, int port) {
        return new ConsoleServer(new ConsoleApi(stack, FakeStack::invoke, figures), log, clientFolder, port);
    }

    int port() {
        return console.port();
    }

    HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + console.port()).resolve(path);
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }

    /** As it comes. */
    HttpResponse<Stream<String>> lines(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofLines());
    }

    @Override
    public void close() {
        console.close();
        http.close();
    }
}
