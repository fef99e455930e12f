package hermes.cli.stack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.CommandName;
import hermes.cli.terminal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Talks to the console of a running stack. Uses the old HTTP client of the JDK, which starts 150 ms
 * sooner than the new one: a command should feel instant. Thread-safe.
 */
final class ConsoleClient {

    private final int port;
    private final Duration patience;

    /** Waits for every answer: some things take long. */
    ConsoleClient(int port) {
        this(port, Duration.ZERO);
    }

    /** @param patience with each answer; zero has no end */
    ConsoleClient(int port, Duration patience) {
        this.port = port;
        this.patience = patience;
    }

    JsonNode get(String path) {
        return exchange("GET", path, "");
    }

    /** @param json as it shall arrive */
    JsonNode post(String path, String json) {
        return exchange("POST", path, json);
    }

    /** @throws CommandFailed with the console's own sentence if it refuses, or if no stack runs on the port */
    private JsonNode exchange(String method, String path, String body) {
        try {
            var connection = open(method, path);
            if (method.equals("POST")) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (var out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            return answer(connection);
        } catch (ConnectException e) {
            throw new CommandFailed(
                    "no local stack on port " + port + "; start it with " + CommandName.typed() + " up", e);
        } catch (IOException e) {
            throw new CommandFailed("the local stack on port " + port + " broke off: " + e.getMessage(),
                    e);
        }
    }

    private HttpURLConnection open(String method, String path) throws IOException {
        var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL()
                .openConnection();
        connection.setRequestMethod(method);
        connection.setReadTimeout((int) patience.toMillis());
        return connection;
    }

    private JsonNode answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            var answer = parse(in == null ? new byte[0] : in.readAllBytes());
            if (status >= 400) {
                throw new CommandFailed(answer.path("error").asText("the local stack answered " + status));
            }
            return answer;
        }
    }

    private JsonNode parse(byte[] answer) {
        try {
            return Json.parse(answer);
        } catch (JacksonException | UncheckedIOException e) {
            throw new CommandFailed("what listens on port " + port + " is not a Hermes stack", e);
        }
    }
}
