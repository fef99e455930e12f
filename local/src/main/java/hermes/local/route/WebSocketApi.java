package hermes.local.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The template's WebSocket API as the gateway serves it, every reference resolved. Immutable.
 *
 * @param id ten lowercase letters and digits
 * @param stage first part of the path, and of every event
 * @param routeSelectionExpression as in the template, such as {@code $request.body.action}
 * @param routes by route key; one without {@code $connect} accepts everybody, as on AWS
 * @param authorizer asked before {@code $connect}
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Routes</a>
 */
public record WebSocketApi(String id, String stage, String region, String account,
        String routeSelectionExpression,
        Map<String, Route> routes, Optional<Authorizer> authorizer) {

    public static final String CONNECT = "$connect";
    public static final String DISCONNECT = "$disconnect";
    static final String DEFAULT = "$default";

    public WebSocketApi {
        routes = Map.copyOf(routes);
        routes.forEach((key, route) -> {
            if (!key.equals(route.key())) {
                throw new IllegalArgumentException(
                        "Route " + route.key() + " is listed under the key " + key + ": they must be equal");
            }
        });
    }

    public Optional<Route> route(String key) {
        return Optional.ofNullable(routes.get(key));
    }

    /** What an authorizer is asked to allow: {@code arn:aws:execute-api:…/stage/$connect}. */
    public String connectArn() {
        return "arn:aws:execute-api:%s:%s:%s/%s/%s".formatted(region, account, id, stage, CONNECT);
    }

    /**
     * @param function logical id
     * @param twoWay what the function returns goes to the client (the route has a route response)
     * @param timeout the integration's, 50 ms to 29 s; the function's own may be shorter or longer
     */
    public record Route(String key, String function, boolean twoWay, Duration timeout) {

        private static final Duration SHORTEST = Duration.ofMillis(50);
        public static final Duration LONGEST = Duration.ofSeconds(29);

        public Route {
            if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "Route " + key + " has an integration timeout of " + timeout.toMillis()
                                + " ms: API Gateway takes 50 to 29000 ms");
            }
        }
    }

    /**
     * @param function logical id
     * @param identitySources such as {@code route.request.querystring.token}; all must be in the request
     */
    public record Authorizer(String function, List<String> identitySources) {

        public Authorizer {
            identitySources = List.copyOf(identitySources);
        }
    }
}
