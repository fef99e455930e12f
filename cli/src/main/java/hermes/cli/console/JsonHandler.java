package hermes.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** Answers JSON with JSON: what the operation returns, or {@code {"error": sentence}} with a status of 4xx or 500. */
final class JsonHandler implements HttpHandler {

    /** Thread-safe. */
    interface Operation {

        /**
         * @param body what was posted, as it is written; of a GET empty
         * @throws Refused if the request is wrong
         * @throws JsonProcessingException if the body is not JSON
         */
        JsonNode answer(HttpServerExchange exchange, String body) throws JsonProcessingException;
    }

    /** The caller's fault; the message is a sentence for the person. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** A hundred notifications of the usual size, or ten of the largest with room for their escapes. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final String TOO_LARGE = "the body is larger than " + MOST_BYTES + " bytes";

    private static final Executor VIRTUAL_THREADS = task -> Thread.ofVirtual().name("console").start(task);

    private final Operation operation;

    JsonHandler(Operation operation) {
        this.operation = operation;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.dispatch(VIRTUAL_THREADS, this::handleBlocking);
    }

    private void handleBlocking(HttpServerExchange exchange) {
        exchange.startBlocking();
        try {
            send(exchange, operation.answer(exchange, body(exchange)));
        } catch (Refused e) {
            refuse(exchange, e.status, e.getMessage());
        } catch (JsonProcessingException e) {
            refuse(exchange, 400, "the body is not JSON: " + Json.reason(e));
        } catch (RequestTooBigException _) {
            refuse(exchange, 413, TOO_LARGE);
        } catch (CharacterCodingException _) {
            refuse(exchange, 400, "the body is not UTF-8");
        } catch (IOException | RuntimeException e) {
            refuse(exchange, 500, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static String body(HttpServerExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals(Methods.POST)) {
            return "";
        }
        var type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        // A page of another site can post JSON without asking first only if it calls it something else.
        if (type == null || !type.startsWith("application/json")) {
            throw new Refused(415, "send JSON with Content-Type: application/json, not " + type);
        }
        var bytes = exchange.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Refused(413, TOO_LARGE);
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    static void refuse(HttpServerExchange exchange, int status, String sentence) {
        exchange.setStatusCode(status);
        send(exchange, Json.object().put("error", sentence));
    }

    private static void send(HttpServerExchange exchange, JsonNode answer) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(answer.toString());
    }
}
