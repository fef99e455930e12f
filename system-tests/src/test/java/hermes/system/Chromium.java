package hermes.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import hermes.testing.Eventually;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Chromium with one tab, and what its tab asked servers for.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String ADDRESS = "DevTools listening on ";
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket devTools;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, Request> requests = new ConcurrentHashMap<>();
    private final String session;

    /** @param status of the answer; 0 while there is none, -1 if there never will be */
    record Request(String method, String url, int status) {}

    /** @param hosts as of {@code --host-resolver-rules} */
    Chromium(String program, Path profile, String hosts) throws IOException {
        process = new ProcessBuilder(program, "--headless=new", "--no-sandbox", "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking", "--remote-debugging-port=0", "--user-data-dir=" + profile,
                "--host-resolver-rules=" + hosts, "about:blank").redirectErrorStream(true).start();
        devTools = http.newWebSocketBuilder().buildAsync(URI.create(address(process)), new Events()).join();
        var tab = call("Target.createTarget", Json.object().put("url", "about:blank"), "").path("targetId");
        session = call("Target.attachToTarget", Json.object().put("flatten", true).set("targetId", tab), "")
                .path("sessionId").asText();
        call("Network.enable", Json.object(), session);
        call("Page.enable", Json.object(), session);
    }

    /** Its path, if one is installed. */
    static Optional<String> program() {
        return NAMES.stream().flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))).filter(Files::isExecutable).map(Path::toString)
                .findFirst();
    }

    /** @return what stopped it from being shown; empty if nothing did */
    String open(String url) {
        return call("Page.navigate", Json.object().put("url", url), session).path("errorText").asText();
    }

    /** Runs a script in the page, and waits for its promise. */
    JsonNode evaluate(String script) {
        var answer = call("Runtime.evaluate",
                Json.object().put("expression", script).put("awaitPromise", true)
                        .put("returnByValue", true),
                session);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError("the script failed: " + answer);
        }
        return answer.path("result").path("value");
    }

    /** Those whose URL begins with it, when all are answered. */
    List<Request> requests(String prefix) {
        Eventually.isTrue("all requests to " + prefix + " are answered",
                () -> requests.values().stream().filter(one -> one.url.startsWith(prefix))
                        .allMatch(one -> one.status != 0));
        return requests.values().stream().filter(one -> one.url.startsWith(prefix)).toList();
    }

    @Override
    public void close() {
        devTools.abort();
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String address(Process chromium) throws IOException {
        BufferedReader output = chromium.inputReader();
        var line = output.readLine();
        while (line != null && !line.startsWith(ADDRESS)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium ended before it listened");
        }
        Thread.ofPlatform().daemon().start(() -> drain(output));
        return line.substring(ADDRESS.length());
    }

    private static void drain(BufferedReader output) {
        try (output) {
            output.transferTo(Writer.nullWriter());
        } catch (IOException _) {
            // It was ended.
        }
    }

    private JsonNode call(String method, ObjectNode parameters, String inSession) {
        int id = calls.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        var call = Json.object().put("id", id).put("method", method);
        call.set("params", parameters);
        if (!inSession.isEmpty()) {
            call.put("sessionId", inSession);
        }
        devTools.sendText(call.toString(), true).join();
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private void see(JsonNode event) {
        var parameters = event.path("params");
        var id = parameters.path("requestId").asText();
        switch (event.path("method").asText()) {
            case "Network.requestWillBeSent" -> requests.put(id, new Request(
                    parameters.at("/request/method").asText(), parameters.at("/request/url").asText(), 0));
            case "Network.webSocketCreated" ->
                requests.put(id, new Request("WS", parameters.path("url").asText(), 0));
            case "Network.responseReceived" -> answered(id, parameters.at("/response/status").asInt());
            case "Network.webSocketHandshakeResponseReceived" -> answered(id,
                    parameters.at("/response/status").asInt());
            case "Network.loadingFailed", "Network.webSocketClosed" -> answered(id, -1);
            default -> {
                // What else Chromium tells is not looked at.
            }
        }
    }

    private void answered(String id, int status) {
        requests.computeIfPresent(id, (_, request) -> request.status == 0
                ? new Request(request.method, request.url, status)
                : request);
    }

    private final class Events implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                handle(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void handle(String text) {
            try {
                var message = Json.parse(text);
                if (message.has("id")) {
                    answers.remove(message.path("id").asInt()).complete(message.has("error")
                            ? Json.object().put("errorText", message.path("error").toString())
                            : message.path("result"));
                } else {
                    see(message);
                }
            } catch (JsonProcessingException e) {
                throw new AssertionError("DevTools sent no JSON", e);
            }
        }
    }
}
