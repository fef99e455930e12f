package hermes.send.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value exactly as it was written, so that what a publisher sends reaches the browsers digit for digit.
 * Inner values are cut out of the text on demand; nothing is ever converted to a floating-point number.
 * Immutable.
 *
 * @param kind the first token of the value
 * @param text the value as it was written
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public record Json(JsonToken kind, String text) {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** @throws MalformedJsonException if the text is anything but one JSON value */
    public static Json parse(String text) {
        return read(text, parser -> {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException("it is empty");
            }
            Json value = value(parser, text);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("something follows the first value");
            }
            return value;
        });
    }

    public boolean isObject() {
        return kind == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return kind == JsonToken.START_ARRAY;
    }

    public boolean isString() {
        return kind == JsonToken.VALUE_STRING;
    }

    public boolean isNumber() {
        return isInteger() || kind == JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** Whether it is a number without fraction and exponent. */
    public boolean isInteger() {
        return kind == JsonToken.VALUE_NUMBER_INT;
    }

    boolean isNull() {
        return kind == JsonToken.VALUE_NULL;
    }

    /**
     * A value deep inside objects.
     *
     * @throws MalformedJsonException if there is none
     */
    public Json at(String... names) {
        Json json = this;
        for (String name : names) {
            Json inner = json.isObject() ? json.members().get(name) : null;
            if (inner == null) {
                throw new MalformedJsonException(
                        "it has no member \"%s\"".formatted(String.join(".", names)));
            }
            json = inner;
        }
        return json;
    }

    /** The characters that a JSON string stands for. */
    public String string() {
        return read(text, parser -> {
            parser.nextToken();
            return parser.getText();
        });
    }

    /** The members of an object in their order; of members with one name the last counts, as in a browser. */
    public Map<String, Json> members() {
        return read(text, parser -> {
            Map<String, Json> members = new LinkedHashMap<>();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser, text));
            }
            return members;
        });
    }

    public List<Json> elements() {
        return read(text, parser -> {
            List<Json> elements = new ArrayList<>();
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, text));
            }
            return elements;
        });
    }

    private static Json value(JsonParser parser, String text) throws IOException {
        JsonToken kind = parser.currentToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Json(kind, text.substring(start, (int) parser.currentLocation().getCharOffset()));
    }

    private static <T> T read(String text, Reading<T> reading) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return reading.from(parser);
        } catch (StreamConstraintsException _) {
            throw new MalformedJsonException(
                    "it is nested too deeply, or a number or name in it is too long");
        } catch (JsonProcessingException e) {
            // The original message quotes the text, which may be confidential.
            var place = e.getLocation();
            throw new MalformedJsonException(place == null
                    ? "it breaks a rule of JSON"
                    : "it breaks a rule of JSON in line %d, column %d".formatted(place.getLineNr(),
                            place.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }
}
