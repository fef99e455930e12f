package hermes.local.stack;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Keeps foreign web pages out of a port of this machine. The browser of the person at it can be made to send requests by
 * any page that it shows: a name that suddenly resolves to 127.0.0.1 (DNS rebinding) betrays itself by the {@code Host}
 * header, a form or fetch from another site by the {@code Origin} header. Immutable.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">When browsers send Origin</a>
 */
public final class LoopbackGuard implements HttpHandler {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final HttpString ERROR_TYPE = new HttpString("x-amzn-errortype");

    private final Pages pages;
    private final HttpHandler next;
    private final BiConsumer<HttpServerExchange, String> refusing;

    private enum Pages {
        NONE, OWN, ALL
    }

    private LoopbackGuard(Pages pages, HttpHandler next, BiConsumer<HttpServerExchange, String> refusing) {
        this.pages = pages;
        this.next = next;
        this.refusing = refusing;
    }

    /** Lets programs through, and no page. */
    public static LoopbackGuard forPrograms(HttpHandler next) {
        return new LoopbackGuard(Pages.NONE, next, LoopbackGuard::refuse);
    }

    /** Lets programs through, and the pages that come from the same port. */
    public static LoopbackGuard forOwnPages(HttpHandler next) {
        return new LoopbackGuard(Pages.OWN, next, LoopbackGuard::refuse);
    }

    /** Lets programs through, and pages wherever they come from: what is behind asks who it is by other means. */
    public static LoopbackGuard forAllPages(HttpHandler next) {
        return new LoopbackGuard(Pages.ALL, next, LoopbackGuard::refuse);
    }

    /** @param answer gets the sentence that says what was refused and why; otherwise it is a 403 as AWS answers it */
    public LoopbackGuard refusingWith(BiConsumer<HttpServerExchange, String> answer) {
        return new LoopbackGuard(pages, next, answer);
    }

    /** @param host as a URL names it, without a port */
    public static boolean isThisMachine(String host) {
        return NAMES.contains(host);
    }

    /**
     * For a server of another make, with the header fields of a request.
     *
     * @return why no program would send it; empty if one might
     */
    public static Optional<String> refusalForPrograms(List<String> hosts, List<String> origins) {
        return refusal(Pages.NONE, hosts, origins);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        var refusal = refusal(pages, values(exchange, Headers.HOST), values(exchange, Headers.ORIGIN));
        if (refusal.isPresent()) {
            refusing.accept(exchange, refusal.get());
        } else {
            next.handleRequest(exchange);
        }
    }

    private static Optional<String> refusal(Pages pages, List<String> hosts, List<String> origins) {
        if (hosts.size() != 1 || !isThisMachine(withoutPort(hosts.getFirst()))) {
            return Optional
                    .of("Refused: the request is for the host %s, and this port answers only to localhost,"
                            .formatted(hosts.isEmpty() ? "of nobody" : String.join(", ", hosts))
                            + " 127.0.0.1 and [::1], so that no web page gets here by a name that leads to this machine.");
        }
        if (origins.isEmpty() || pages == Pages.ALL
                || pages == Pages.OWN && List.of("http://" + hosts.getFirst()).equals(origins)) {
            return Optional.empty();
        }
        return Optional.of(
                "Refused: the request comes from a web page, of the origin %s, and this port answers only %s."
                        .formatted(String.join(", ", origins), pages == Pages.OWN
                                ? "programs and its own pages"
                                : "programs"));
    }

    private static String withoutPort(String host) {
        int digits = host.length();
        while (digits > 0 && Character.isDigit(host.charAt(digits - 1))) {
            digits--;
        }
        boolean hasPort = digits > 0 && digits < host.length() && host.charAt(digits - 1) == ':';
        return hasPort ? host.substring(0, digits - 1) : host;
    }

    private static List<String> values(HttpServerExchange exchange, HttpString header) {
        HeaderValues values = exchange.getRequestHeaders().get(header);
        return values == null ? List.of() : values;
    }

    /** 403, in the form of AWS's newer services. */
    public static void refuse(HttpServerExchange exchange, String sentence) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json")
                .put(ERROR_TYPE, "AccessDeniedException");
        exchange.setStatusCode(StatusCodes.FORBIDDEN).getResponseSender()
                .send(Json.object().put("message", sentence).toString());
    }
}
