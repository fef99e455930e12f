package hermes.local.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.iam.ResourcePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One statement of the policy that an authorizer returned. */
record PolicyStatement(boolean isAllow, List<String> actions, List<ResourcePattern> resources) {

    private static final Set<String> MEMBERS = Set.of("Sid", "Effect", "Action", "Resource");
    private static final Set<String> INVOKING = Set.of("*", "execute-api:*", "execute-api:invoke");

    /** @throws MalformedAuthorization naming what is wrong or not emulated */
    static PolicyStatement parse(JsonNode statement) {
        MalformedAuthorization.unless(statement.isObject(), "a Statement is not an object");
        // Condition, NotAction and NotResource change who is let in, so passing them over would be wrong.
        statement.fieldNames().forEachRemaining(name -> MalformedAuthorization.unless(MEMBERS.contains(name),
                "a Statement has a member " + name + ", which is not emulated"));
        String effect = statement.path("Effect").asText();
        MalformedAuthorization.unless(Set.of("Allow", "Deny").contains(effect),
                "a Statement's Effect is neither Allow nor Deny");
        return new PolicyStatement(effect.equals("Allow"), texts(statement, "Action"),
                texts(statement, "Resource").stream().map(ResourcePattern::new).toList());
    }

    boolean appliesTo(String arn) {
        return actions.stream().anyMatch(action -> INVOKING.contains(action.toLowerCase(Locale.ROOT)))
                && resources.stream().anyMatch(resource -> resource.matches(arn));
    }

    private static List<String> texts(JsonNode statement, String member) {
        JsonNode value = statement.path(member);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            MalformedAuthorization.unless(item.isTextual(),
                    "a Statement's " + member + " is neither a text nor a list of texts");
            texts.add(item.textValue());
        }
        return texts;
    }
}
