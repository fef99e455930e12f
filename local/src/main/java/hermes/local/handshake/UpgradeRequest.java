package hermes.local.handshake;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The handshake's request, as authorizers and {@code $connect} see it.
 *
 * @param headers by name in any case, with what API Gateway adds
 * @param query by name, decoded
 */
public record UpgradeRequest(SortedMap<String, List<String>> headers, SortedMap<String, List<String>> query,
        String host,
        String sourceIp) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String TRACE_ID = "X-Amzn-Trace-Id";

    /** @param traceId of a request that has none */
    public static UpgradeRequest of(HttpServerExchange exchange, String traceId) {
        SortedMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HeaderValues values : exchange.getRequestHeaders()) {
            headers.put(values.getHeaderName().toString(), List.copyOf(values));
        }
        SortedMap<String, List<String>> query = new TreeMap<>();
        exchange.getQueryParameters().forEach((name, values) -> query.put(name, List.copyOf(values)));
        String sourceIp = exchange.getSourceAddress().getAddress().getHostAddress();
        var request = new UpgradeRequest(headers, query, exchange.getHostAndPort(), sourceIp);
        request.addWhatTheGatewayAdds(exchange, traceId);
        return request;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getLast);
    }

    Optional<String> queryParameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getLast);
    }

    /** One value for each name: of several, API Gateway takes the last. */
    public static Map<String, String> lastValues(SortedMap<String, List<String>> values) {
        SortedMap<String, String> last = new TreeMap<>(values.comparator());
        values.forEach((name, all) -> last.put(name, all.getLast()));
        return last;
    }

    private void addWhatTheGatewayAdds(HttpServerExchange exchange, String traceId) {
        List<String> hops = new ArrayList<>(headers.getOrDefault(FORWARDED_FOR, List.of()));
        hops.add(sourceIp);
        headers.put(FORWARDED_FOR, List.of(String.join(", ", hops)));
        // The truth about this machine instead of AWS's "https" and 443: a URL built from it works.
        headers.put("X-Forwarded-Proto", List.of(exchange.getRequestScheme()));
        headers.put("X-Forwarded-Port",
                List.of(Integer.toString(exchange.getDestinationAddress().getPort())));
        headers.putIfAbsent(TRACE_ID, List.of(traceId));
    }
}
