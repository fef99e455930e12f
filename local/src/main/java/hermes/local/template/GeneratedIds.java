package hermes.local.template;

import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The logical ids of what SAM makes of its own resources, to which a template may refer.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html">
 *      Generated resources</a>
 */
public final class GeneratedIds {

    private GeneratedIds() {}

    /** The route of an API: its id, the route key with its first letter upper and the rest lower case, and {@code Route}. */
    public static String route(String apiId, String routeKey) {
        return ofRoute(apiId, routeKey) + "Route";
    }

    static List<String> routes(Resource api) {
        return keys(api, "Routes").map(key -> route(api.id(), key)).toList();
    }

    /** Whether SAM makes one of that id of the resource; the version of a function ends with a hash that nobody knows. */
    static boolean has(Resource resource, String id) {
        return switch (resource.type()) {
            case ResourceTypes.WEB_SOCKET_API -> ofApi(resource).anyMatch(id::equals);
            case ResourceTypes.FUNCTION -> isOfFunction(resource, id);
            default -> false;
        };
    }

    private static Stream<String> ofApi(Resource api) {
        var routes = keys(api, "Routes").map(key -> ofRoute(api.id(), key))
                .flatMap(route -> Stream.of(route + "Route", route + "Integration", route + "Permission"));
        return Stream.concat(routes, Stream.of(api.id() + stage(api) + "Stage",
                api.id() + "ConnectAuthorizer", api.id() + "AuthorizerPermission"));
    }

    /** As SAM has it in the id; nothing of a name that comes from a parameter. */
    private static String stage(Resource api) {
        var name = api.properties().values().get("StageName");
        return name == null || name instanceof Text(String text, _) && text.equals("default")
                ? "Default"
                : name instanceof Text(String text, _) ? text : "";
    }

    private static boolean isOfFunction(Resource function, String id) {
        return id.matches(function.id() + "(Alias[A-Za-z0-9]+|Version[0-9a-f]{10}|Role)")
                || keys(function, "Events").map(function.id()::concat).anyMatch(id::equals);
    }

    private static String ofRoute(String apiId, String routeKey) {
        String name = routeKey.startsWith("$") ? routeKey.substring(1) : routeKey;
        return apiId + name.substring(0, 1).toUpperCase(Locale.ROOT)
                + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Stream<String> keys(Resource resource, String property) {
        return resource.properties().values().get(property) instanceof Members members
                ? members.values().keySet().stream().filter(key -> !key.isEmpty())
                : Stream.of();
    }
}
