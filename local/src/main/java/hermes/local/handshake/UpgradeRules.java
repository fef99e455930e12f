package hermes.local.handshake;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What makes a request a WebSocket handshake. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, section 4.2</a>
 */
public final class UpgradeRules {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private UpgradeRules() {}

    /**
     * @param longestUrl path and query, in characters
     * @param longestHead request line and header values together, in characters
     * @return empty if the request may be upgraded
     */
    public static Optional<HandshakeResponse> refusal(HttpServerExchange exchange, int longestUrl,
            int longestHead) {
        int url = exchange.getRequestURI().length() + exchange.getQueryString().length();
        if (url > longestUrl) {
            return refused(414,
                    "the URL has " + url + " characters, and API Gateway takes " + longestUrl);
        }
        HeaderMap headers = exchange.getRequestHeaders();
        int head = url + headers.getHeaderNames().stream().flatMap(name -> headers.get(name).stream())
                .mapToInt(String::length).sum();
        if (head > longestHead) {
            return refused(431, "its URL and headers have %d characters, and API Gateway takes %d"
                    .formatted(head, longestHead));
        }
        if (!isUpgrade(exchange)) {
            return Optional
                    .of(new HandshakeResponse(426, Map.of("Upgrade", "websocket"),
                            "it is no WebSocket handshake"));
        }
        if (!VERSION.equals(headers.getFirst(Headers.SEC_WEB_SOCKET_VERSION))) {
            return Optional.of(new HandshakeResponse(426, Map.of("Sec-WebSocket-Version", VERSION),
                    "its Sec-WebSocket-Version is not " + VERSION));
        }
        if (!isKey(headers.getFirst(Headers.SEC_WEB_SOCKET_KEY))) {
            return refused(400, "its Sec-WebSocket-Key is not " + KEY_BYTES + " bytes in base 64");
        }
        return Optional.empty();
    }

    /** The {@code Sec-WebSocket-Accept} that proves we understood. */
    public static String accept(HttpServerExchange exchange) {
        String key = exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_KEY);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    private static boolean isUpgrade(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.GET)
                && exchange.getProtocol().equals(Protocols.HTTP_1_1)
                && exchange.isRequestComplete() && hasToken(exchange, Headers.UPGRADE, "websocket")
                && hasToken(exchange, Headers.CONNECTION, "upgrade");
    }

    private static boolean hasToken(HttpServerExchange exchange, HttpString header, String token) {
        return exchange.getRequestHeaders().contains(header)
                && exchange.getRequestHeaders().get(header).stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .anyMatch(value -> value.strip().equalsIgnoreCase(token));
    }

    private static boolean isKey(String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<HandshakeResponse> refused(int status, String reason) {
        return Optional.of(HandshakeResponse.of(status, reason));
    }
}
