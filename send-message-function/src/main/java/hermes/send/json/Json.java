package hermes.send.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value exactly as it was written, so that what a publisher sends reaches the browsers digit for digit.
 * It knows its place in the text and is cut out of it on demand; nothing is ever converted to a floating-point
 * number. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class Json {
    private static final int MOST_OFFSET_DIGITS = 18;

    private final Span span;
    private final String string;
    private final Map<String, Json> members;
    private final List<Json> elements;

    /**
     * @param string the characters of a string, null for another kind
     * @param members of an object, null for another kind and for one that is not opened yet
     * @param elements of an array, likewise
     */
    Json(Span span, String string, Map<String, Json> members, List<Json> elements) {
        this.span = span;
        this.string = string;
        this.members = members;
        this.elements = elements;
    }

    /** @throws MalformedJsonException if the text is anything but one JSON value */
    public static Json parse(String text) {
        return JsonReader.read(text, Integer.MAX_VALUE);
    }

    /**
     * Checks all of the text, but takes apart only the outermost value: for a message whose data is handed on
     * and never looked into. Inner values are read again when they are opened.
     *
     * @throws MalformedJsonException if the text is anything but one JSON value
     */
    public static Json outline(String text) {
        return JsonReader.read(text, 1);
    }

    /** The value as it was written. */
    public String text() {
        return span.text();
    }

    public boolean isObject() {
        return span.kind() == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return span.kind() == JsonToken.START_ARRAY;
    }

    public boolean isNull() {
        return span.kind() == JsonToken.VALUE_NULL;
    }

    public boolean isString() {
        return span.kind() == JsonToken.VALUE_STRING;
    }

    public boolean isNumber() {
        return isInteger() || span.kind() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** Whether it is a number without fraction and exponent. */
    public boolean isInteger() {
        return span.kind() == JsonToken.VALUE_NUMBER_INT;
    }

    /** A whole number that is not negative and small enough for any offset; empty if it is something else. */
    public Optional<Long> offset() {
        return Optional.of(this).filter(Json::isInteger).map(Json::text)
                .filter(text -> text.length() <= MOST_OFFSET_DIGITS).map(Long::parseLong)
                .filter(number -> number >= 0);
    }

    /**
     * A value deep inside objects.
     *
     * @throws MalformedJsonException if there is none
     */
    public Json at(String... names) {
        Json json = this;
        for (String name : names) {
            Json inner = json.members().get(name);
            if (inner == null) {
                throw new MalformedJsonException(
                        "it has no member \"%s\"".formatted(String.join(".", names)));
            }
            json = inner;
        }
        return json;
    }

    /** The characters that a JSON string stands for; of another value those that it was written with. */
    public String string() {
        return isString() ? string : text();
    }

    /**
     * The members of an object in their order; of members with one name the last counts, as in a browser. None
     * if it is no object.
     */
    public Map<String, Json> members() {
        if (!isObject()) {
            return Map.of();
        }
        return members == null ? parse(text()).members : members;
    }

    /** None if it is no array. */
    public List<Json> elements() {
        if (!isArray()) {
            return List.of();
        }
        return elements == null ? parse(text()).elements : elements;
    }

    /** Where a value stands in a text. */
    record Span(JsonToken kind, String source, int start, int end) {
        String text() {
            return source.substring(start, end);
        }
    }
}
