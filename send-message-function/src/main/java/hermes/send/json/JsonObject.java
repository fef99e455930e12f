package hermes.send.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import hermes.common.Position;
import java.util.Collection;
import java.util.Optional;

/** Writes one JSON object, member by member in the order of the calls. Not for use by several threads. */
public final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    public JsonObject text(String name, String value) {
        name(name);
        quote(value, text);
        return this;
    }

    public JsonObject text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    public JsonObject number(String name, long value) {
        return json(name, Long.toString(value));
    }

    public JsonObject bool(String name, boolean value) {
        return json(name, Boolean.toString(value));
    }

    public JsonObject position(String name, Position value) {
        return json(name,
                new JsonObject().text("epoch", value.epoch()).number("offset", value.offset()).toString());
    }

    /** @param value is JSON already and is taken as it is */
    public JsonObject json(String name, String value) {
        name(name);
        text.append(value);
        return this;
    }

    /** @param values are JSON already */
    public JsonObject array(String name, Collection<String> values) {
        return json(name, "[" + String.join(",", values) + "]");
    }

    public JsonObject texts(String name, Collection<String> values) {
        return array(name, values.stream().map(JsonObject::quoted).toList());
    }

    public static String quoted(String value) {
        var text = new StringBuilder(value.length() + 2);
        quote(value, text);
        return text.toString();
    }

    @Override
    public String toString() {
        return text + "}";
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name, text);
        text.append(':');
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
