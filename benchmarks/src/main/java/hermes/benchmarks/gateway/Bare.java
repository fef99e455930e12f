package hermes.benchmarks.gateway;

import hermes.benchmarks.process.Java;
import hermes.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The {@link BareServer} in a process of its own. Not thread-safe. */
public final class Bare implements Contestant {

    private static final String READY = "ready ";

    private final ServerProcess process;
    private final int port;

    private Bare(ServerProcess process) {
        this.process = process;
        this.port = Integer.parseInt(process.said().substring(READY.length()));
    }

    /** @param jvmOptions of the one that it is compared with */
    public static Bare start(List<String> jvmOptions) throws IOException {
        var command = new ArrayList<>(List.of(Java.program("java")));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BareServer.class.getName()));
        return new Bare(ServerProcess.start(command, READY));
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    @Override
    public List<String> paths(int connections) {
        return Collections.nCopies(connections, "/ws");
    }

    @Override
    public List<String> ids() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/ids".formatted(port))).build(),
                    BodyHandlers.ofString()).body().lines().toList();
        }
    }

    @Override
    public List<Way> ways(String text) {
        return List.of(new Way("post", new Poster(address(), id -> """
            POST /post/%s HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Content-Type: text/plain\r
            Content-Length: %d\r
            \r
            %s""".formatted(id, port, text.length(), text).getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public void close() {
        process.close();
    }
}
