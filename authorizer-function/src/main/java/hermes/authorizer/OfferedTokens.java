package hermes.authorizer;

import hermes.common.Subprotocols;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the tokens of a handshake: in the query string, and among the subprotocols that the client offers. */
final class OfferedTokens {
    private static final String PARAMETER = "token";

    private OfferedTokens() {}

    /** @return each once, none of them blank: one if the client did as it should */
    static Set<String> in(HandshakeEvent event) {
        var headers = Subprotocols.offeredIn(event.getHeaders(), event.getMultiValueHeaders()).tokens();
        return Stream.concat(inQuery(event), headers.stream()).filter(token -> !token.isBlank())
                .collect(Collectors.toSet());
    }

    private static Stream<String> inQuery(HandshakeEvent event) {
        var last = orEmpty(event.getQueryStringParameters()).get(PARAMETER);
        var all = orEmpty(event.getMultiValueQueryStringParameters()).getOrDefault(PARAMETER, List.of());
        return Stream.concat(Stream.ofNullable(last), all.stream());
    }

    private static <V> Map<String, V> orEmpty(Map<String, V> map) {
        return Objects.requireNonNullElse(map, Map.of());
    }
}
