package hermes.cli.console;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Set;

/**
 * Keeps foreign web pages out of a server on the loopback address. The browser of the person at this machine can be
 * made to send requests by any page it shows: a name that suddenly resolves to 127.0.0.1 (DNS rebinding) betrays
 * itself by the Host header, a form or fetch from another site by the Origin header.
 */
final class LoopbackGuard implements HttpHandler {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpHandler next;

    LoopbackGuard(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        var host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        var origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (host == null || !NAMES.contains(host.replaceFirst(":[0-9]+$", ""))) {
            JsonHandler.refuse(exchange, 403,
                    "the console answers only to localhost and 127.0.0.1, not to " + host);
        } else if (origin != null && !origin.equals("http://" + host)) {
            JsonHandler.refuse(exchange, 403,
                    "the console answers only its own page, not one from " + origin);
        } else {
            next.handleRequest(exchange);
        }
    }
}
