package hermes.common;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The WebSocket subprotocols that a client offered in its handshake. Immutable.
 *
 * <p>
 * A browser can set no other header of a handshake, so the token travels in one: the client offers {@code hermes},
 * and beside it {@code hermes.token.} followed by the token, all of whose characters are allowed there. Only the
 * first is ever accepted. The header is as secret as the token and must not be logged.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">RFC 6455, 4.1: the client's offer</a>
 */
public final class Subprotocols {

    public static final String HEADER = "Sec-WebSocket-Protocol";

    /** What a client that offers it must find in the answer, because browsers refuse an answer without. */
    public static final String HERMES = "hermes";

    /** Before a token that is offered. */
    public static final String TOKEN_PREFIX = "hermes.token.";

    private final List<String> offered;

    private Subprotocols(List<String> offered) {
        this.offered = offered;
    }

    /**
     * Reads both forms in which API Gateway hands over headers: of several lines with the same name, the first has
     * only the last.
     *
     * @param headers null if there are none
     * @param multiValueHeaders likewise
     */
    public static Subprotocols offeredIn(Map<String, String> headers,
            Map<String, List<String>> multiValueHeaders) {
        var lines = Stream.concat(named(headers), named(multiValueHeaders).flatMap(List::stream));
        return new Subprotocols(
                lines.flatMap(line -> Stream.of(line.split(","))).map(String::strip).distinct().toList());
    }

    public boolean haveHermes() {
        return offered.contains(HERMES);
    }

    /** Without the prefix, each once; empty texts are none. */
    public List<String> tokens() {
        return offered.stream().filter(protocol -> protocol.startsWith(TOKEN_PREFIX))
                .map(protocol -> protocol.substring(TOKEN_PREFIX.length())).filter(token -> !token.isEmpty())
                .toList();
    }

    private static <V> Stream<V> named(Map<String, V> headers) {
        return headers == null
                ? Stream.empty()
                : headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(HEADER))
                        .map(Map.Entry::getValue);
    }
}
