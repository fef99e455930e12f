package hermes.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.util.concurrent.Executor;

/** Answers JSON with JSON: what the operation returns, or {@code {"error": sentence}} with a status of 4xx or 500. */
final class JsonHandler implements HttpHandler {

    /** Safe for use by several threads. */
    interface Operation {

        /**
         * @param body what was posted; of a GET the missing node
         * @throws Refused
         *             if the request is wrong
         */
        JsonNode answer(HttpServerExchange exchange, JsonNode body);
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

    private static final Executor VIRTUAL_THREADS = task -> Thread.ofVirtual().name("console").start(task);

    private final Operation operation;

    JsonHandler(Operation operation) {
        this.operation = operation;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.dispatch(VIRTUAL_THREADS, this::handleBlocking);
    }

    private void handleBlocking(HttpServerExchange exchange) throws Exception {
        exchange.startBlocking();
        try {
            send(exchange, operation.answer(exchange, body(exchange)));
        } catch (Refused wrong) {
            refuse(exchange, wrong.status, wrong.getMessage());
        } catch (JsonProcessingException notJson) {
            refuse(exchange, 400, "the body is not JSON: " + notJson.getOriginalMessage());
        } catch (RequestTooBigException _) {
            refuse(exchange, 413, "the body is larger than " + exchange.getMaxEntitySize() + " bytes");
        } catch (RuntimeException fault) {
            refuse(exchange, 500, fault.getMessage() == null ? fault.toString() : fault.getMessage());
        }
    }

    private static JsonNode body(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestMethod().equals(Methods.POST)) {
            return Json.missing();
        }
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        // A page of another site can post JSON without asking first only if it calls it something else.
        if (type == null || !type.startsWith("application/json")) {
            throw new Refused(415, "send JSON with Content-Type: application/json, not " + type);
        }
        return Json.parse(exchange.getInputStream().readAllBytes());
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
