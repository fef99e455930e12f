package hermes.local.template;

import hermes.local.template.Value.Members;
import java.util.List;
import java.util.Locale;

/**
 * The logical ids that SAM generates for the routes of a WebSocket API: the API's id, the route key with its first
 * letter upper and the rest lower case, and {@code Route}.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html">
 *      Generated resources</a>
 */
public final class RouteIds {

    private RouteIds() {}

    static List<String> of(Resource api) {
        return api.properties().values().get("Routes") instanceof Members routes
                ? routes.values().keySet().stream().map(key -> of(api.id(), key)).toList()
                : List.of();
    }

    public static String of(String apiId, String routeKey) {
        String name = routeKey.startsWith("$") ? routeKey.substring(1) : routeKey;
        return apiId + name.substring(0, 1).toUpperCase(Locale.ROOT)
                + name.substring(1).toLowerCase(Locale.ROOT)
                + "Route";
    }
}
