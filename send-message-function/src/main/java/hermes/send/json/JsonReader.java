package hermes.send.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goes over a text once, and notes where its values stand. Not for use by several threads. */
final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final String source;

    private JsonReader(JsonParser parser, String source) {
        this.parser = parser;
        this.source = source;
    }

    /**
     * @param levels of objects and arrays that are taken apart; what lies deeper is only checked
     * @throws MalformedJsonException if the text is anything but one JSON value
     */
    static Json read(String source, int levels) {
        try (JsonParser parser = FACTORY.createParser(source)) {
            return new JsonReader(parser, source).only(levels);
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

    private Json only(int levels) throws IOException {
        if (parser.nextToken() == null) {
            throw new MalformedJsonException("it is empty");
        }
        Json value = value(levels);
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("something follows the first value");
        }
        return value;
    }

    private Json value(int levels) throws IOException {
        JsonToken kind = parser.currentToken();
        int start = offset(parser.currentTokenLocation());
        String string = kind == JsonToken.VALUE_STRING ? parser.getText() : null;
        Map<String, Json> members = kind == JsonToken.START_OBJECT && levels > 0 ? members(levels - 1) : null;
        List<Json> elements = kind == JsonToken.START_ARRAY && levels > 0 ? elements(levels - 1) : null;
        // To the end of what is not opened; whatever else it is has been read to its end already.
        parser.skipChildren();
        var span = new Json.Span(kind, source, start, offset(parser.currentLocation()));
        return new Json(span, string, members, elements);
    }

    private Map<String, Json> members(int levels) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(levels));
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Json> elements(int levels) throws IOException {
        List<Json> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(levels));
        }
        return Collections.unmodifiableList(elements);
    }

    private static int offset(JsonLocation location) {
        return (int) location.getCharOffset();
    }
}
