package hermes.local.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import hermes.local.route.Principal;
import hermes.local.stack.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an authorizer returned: who the client is, and what it may do.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">Output</a>
 */
record Authorization(Principal principal, List<PolicyStatement> statements) {

    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

    /**
     * A {@code principalId} that is a number counts as its digits.
     *
     * @throws MalformedAuthorization naming what is wrong. An answer without principalId and one with a null in
     *     its context are refused: what AWS does with them is unknown.
     */
    static Authorization parse(byte[] payload, int largest) {
        MalformedAuthorization.unless(payload.length <= largest,
                "it has " + payload.length + " bytes, and API Gateway takes " + largest);
        JsonNode answer = Json.parse(payload).orElse(MissingNode.getInstance());
        MalformedAuthorization.unless(answer.isObject(), "it is not an object");
        JsonNode id = answer.path("principalId");
        MalformedAuthorization.unless(id.isTextual() || id.isNumber(),
                "principalId is not a text or a number");
        JsonNode policy = answer.path("policyDocument");
        MalformedAuthorization.unless(policy.isObject(), "policyDocument is not an object");
        MalformedAuthorization.unless(VERSIONS.contains(policy.path("Version").asText()),
                "policyDocument has no Version 2012-10-17");
        return new Authorization(
                new Principal(id.asText(), context(answer.path("context"))),
                statements(policy.path("Statement")));
    }

    /** Allowed by one statement at least, and denied by none. */
    boolean allows(String arn) {
        List<PolicyStatement> applicable = statements.stream().filter(statement -> statement.appliesTo(arn))
                .toList();
        return !applicable.isEmpty() && applicable.stream().allMatch(PolicyStatement::isAllow);
    }

    private static List<PolicyStatement> statements(JsonNode node) {
        MalformedAuthorization.unless(node.isArray() || node.isObject(), "policyDocument has no Statement");
        List<PolicyStatement> statements = new ArrayList<>();
        for (JsonNode statement : node.isArray() ? node : List.of(node)) {
            statements.add(PolicyStatement.parse(statement));
        }
        return List.copyOf(statements);
    }

    private static Map<String, String> context(JsonNode node) {
        MalformedAuthorization.unless(node.isMissingNode() || node.isObject(), "context is not an object");
        Map<String, String> context = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            MalformedAuthorization.unless(value.isTextual() || value.isNumber() || value.isBoolean(),
                    "context." + entry.getKey() + " is not a text, a number or a boolean");
            context.put(entry.getKey(), value.asText());
        });
        return context;
    }
}
