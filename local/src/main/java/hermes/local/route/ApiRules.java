package hermes.local.route;

import hermes.local.template.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What SAM refuses of a WebSocket API, or silently makes something else of. */
final class ApiRules {

    private static final Set<String> SPECIAL = Set.of(WebSocketApi.CONNECT, WebSocketApi.DISCONNECT,
            WebSocketApi.DEFAULT);

    private ApiRules() {}

    /**
     * @param properties resolved
     * @param stageIsLiteral whether the template names the stage itself: then the id that SAM makes contains it
     */
    static void check(Section properties, boolean stageIsLiteral) {
        checkStage(properties, stageIsLiteral);
        var routes = properties.section("Routes");
        if (routes.names().isEmpty()) {
            throw routes.error("a WebSocket API must have at least one route");
        }
        checkKeys(routes);
        var auth = properties.optionalSection("Auth");
        if (auth.isPresent() && !routes.names().contains(WebSocketApi.CONNECT)) {
            throw auth.get().error("authorization is only available if there is a $connect route");
        }
        auth.ifPresent(ApiRules::checkAuth);
        properties.optionalSection("RouteSettings").ifPresent(settings -> checkSettings(settings, routes));
    }

    private static void checkStage(Section properties, boolean literal) {
        Optional<String> stage = properties.optionalText("StageName");
        stage.ifPresent(name -> properties.require(!name.equals(WebSocketApi.DEFAULT), "StageName",
                "another name: a stage of a WebSocket API cannot be called so"));
        stage.ifPresent(name -> properties.require(
                name.matches(literal ? "[a-zA-Z0-9]{1,128}" : "[a-zA-Z0-9_-]{1,128}"), "StageName",
                literal
                        ? "letters and digits only, as SAM makes a logical id of it (or a parameter)"
                        : "up to 128 letters, digits, - and _"));
    }

    private static void checkKeys(Section routes) {
        var byId = new HashMap<String, String>();
        for (var key : routes.names()) {
            if (!SPECIAL.contains(key) && !key.matches("[\\p{IsAlphabetic}\\p{Nd}]+")) {
                throw routes
                        .error(("the route key '%s' must be alphanumeric; of those with a $ there are only"
                                + " $connect, $disconnect and $default").formatted(key));
            }
            var other = byId.put(key.replace("$", "").toLowerCase(Locale.ROOT), key);
            if (other != null) {
                throw routes.error(("SAM makes the same logical ids of the route keys %s and %s, and silently"
                        + " drops one of the two").formatted(other, key));
            }
        }
    }

    private static void checkAuth(Section auth) {
        var type = auth.text("AuthType");
        auth.require(List.of("NONE", "AWS_IAM", "CUSTOM").contains(type), "AuthType",
                "one of AWS_IAM, CUSTOM and NONE");
        if (!type.equals("CUSTOM") && auth.names().size() > 1) {
            throw auth.error("the AuthType " + type + " goes with nothing else");
        }
    }

    private static void checkSettings(Section settings, Section routes) {
        settings.names().stream().filter(key -> !routes.names().contains(key)).findFirst().ifPresent(key -> {
            throw settings.error("there is no route " + key);
        });
    }
}
