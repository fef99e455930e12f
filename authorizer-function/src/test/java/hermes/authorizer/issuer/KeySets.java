package hermes.authorizer.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** Key sets as an issuer publishes them, for the tests of both packages. */
public final class KeySets {

    private KeySets() {}

    public static KeySet of(JsonNode... keys) {
        return KeySet.of(document(keys));
    }

    public static JsonNode document(JsonNode... keys) {
        var document = JsonNodeFactory.instance.objectNode();
        document.putArray("keys").addAll(List.of(keys));
        return document;
    }
}
