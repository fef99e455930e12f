package hermes.local.route;

import hermes.local.route.WebSocketApi.Authorizer;
import hermes.local.route.WebSocketApi.Route;
import hermes.local.stack.StackIdentity;
import hermes.local.template.GeneratedIds;
import hermes.local.template.Resource;
import hermes.local.template.ResourceRefs;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Section;
import hermes.local.template.Template;
import hermes.local.template.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the template's WebSocket API.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html">
 *      AWS::Serverless::WebSocketApi</a>
 */
public final class ApiSpec {

    private static final Set<String> ROUTE = Set.of("FunctionArn", "RouteResponseSelectionExpression",
            "IntegrationTimeout", "OperationName");
    private static final Set<String> AUTH = Set.of("AuthType", "AuthArn", "IdentitySource", "Name");
    private static final String ANSWERED = "$default";

    private final Template template;
    private final ResourceRefs refs;
    private final Resource api;
    private final Section properties;

    private ApiSpec(Template template, ResourceRefs refs, Resource api) {
        this.template = template;
        this.refs = refs;
        this.api = api;
        this.properties = template.properties(api, refs);
    }

    /** Empty if the template has no WebSocket API. */
    public static Optional<WebSocketApi> of(Template template, ResourceRefs refs) {
        List<Resource> apis = template.resources(ResourceTypes.WEB_SOCKET_API);
        if (apis.size() > 1) {
            throw template.properties(apis.getLast(), refs)
                    .error("more than one WebSocket API in a template is not emulated");
        }
        return apis.stream().findFirst().map(api -> new ApiSpec(template, refs, api).read());
    }

    private WebSocketApi read() {
        ApiRules.check(properties, api.properties().values().get("StageName") instanceof Value.Text);
        StackIdentity stack = template.identity();
        return new WebSocketApi(refs.of(api), properties.optionalText("StageName").orElse("default"),
                stack.region(), stack.account(), properties.text("RouteSelectionExpression"), routes(),
                authorizer());
    }

    private Map<String, Route> routes() {
        Set<String> answered = answeredRoutes();
        Map<String, Route> routes = new LinkedHashMap<>();
        Section section = properties.section("Routes");
        section.names().forEach(key -> {
            Section route = section.section(key);
            route.allowOnly(ROUTE);
            boolean twoWay = answered.remove(GeneratedIds.route(api.id(), key));
            requireSame(twoWay, route);
            int timeoutMillis = route.between("IntegrationTimeout", 50, (int) Route.LONGEST.toMillis(),
                    (int) Route.LONGEST.toMillis());
            routes.put(key, new Route(key, function(route.text("FunctionArn"), route), twoWay,
                    Duration.ofMillis(timeoutMillis)));
        });
        answered.forEach(unknown -> {
            throw properties.error("a route response belongs to " + unknown + ", but there is no such route");
        });
        return routes;
    }

    /** The ids of the routes for which there is a RouteResponse. */
    private Set<String> answeredRoutes() {
        Set<String> routes = new HashSet<>();
        for (Resource response : template.resources(ResourceTypes.ROUTE_RESPONSE)) {
            Section given = template.properties(response, refs);
            if (!given.text("RouteResponseKey").equals(ANSWERED)) {
                throw given.error("RouteResponseKey must be $default, the only one that API Gateway takes");
            }
            routes.add(given.text("RouteId"));
        }
        return routes;
    }

    /** With one without the other, API Gateway silently sends no answers. */
    private static void requireSame(boolean hasResponse, Section route) {
        boolean asksForResponse = route.optionalText("RouteResponseSelectionExpression").map(ANSWERED::equals)
                .orElse(false);
        if (asksForResponse && !hasResponse) {
            throw route.error("the route has a RouteResponseSelectionExpression but no"
                    + " AWS::ApiGatewayV2::RouteResponse refers to it, so clients would get no answers");
        }
        if (hasResponse && !asksForResponse) {
            throw route.error("an AWS::ApiGatewayV2::RouteResponse refers to the route, but it has no"
                    + " RouteResponseSelectionExpression of $default, so clients would get no answers");
        }
    }

    private Optional<Authorizer> authorizer() {
        Optional<Section> auth = properties.optionalSection("Auth");
        if (auth.isEmpty() || auth.get().text("AuthType").equals("NONE")) {
            return Optional.empty();
        }
        auth.get().allowOnly(AUTH);
        if (!auth.get().text("AuthType").equals("CUSTOM")) {
            throw auth.get().error(
                    "AuthType " + auth.get().text("AuthType") + " is not emulated, CUSTOM and NONE are");
        }
        return Optional.of(new Authorizer(function(auth.get().text("AuthArn"), auth.get()),
                auth.get().texts("IdentitySource")));
    }

    private String function(String arn, Section caller) {
        return template.resources(ResourceTypes.FUNCTION).stream()
                .filter(function -> arn.equals(refs.invokedArn(function))
                        || refs.attribute(function.id(), "Arn").filter(arn::equals).isPresent())
                .map(Resource::id).findFirst()
                .orElseThrow(() -> caller.error(arn + " is not the ARN of a function of this template"));
    }
}
