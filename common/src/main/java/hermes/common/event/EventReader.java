package hermes.common.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a function asks for of its event, in one pass, and passes over the rest. What it takes it takes as the mapper
 * of Lambda's runtime does: a number that is asked for as a text is its digits, and of members with one name the last counts.
 * Starting that mapper costs more than all else that a function needs for its first event. Not for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Handlers that take streams</a>
 */
public final class EventReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    /** The last one that was handed out by its name, or null. Headers and parameters are not: some are as secret as a token. */
    private String member;

    private EventReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Takes the members of an object as they come. */
    @FunctionalInterface
    public interface Members {

        /** @param value that of the member, which can be read once, in one way, or be left alone */
        void take(String name, EventReader value) throws IOException;
    }

    /**
     * @param event UTF-8; it is not closed
     * @throws MalformedEventException if it is no JSON object, or what is asked for is of another kind
     * @throws IOException if it cannot be read
     */
    public static void read(InputStream event, Members members) throws IOException {
        try (JsonParser parser = JSON.createParser(event).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            parser.nextToken();
            var reader = new EventReader(parser);
            if (!reader.object(members)) {
                throw reader.fault("an object");
            }
        } catch (JsonProcessingException e) {
            // The original message quotes the text, which holds tokens.
            var place = e.getLocation();
            throw new MalformedEventException(
                    "The event breaks a rule of JSON%s; expected what Lambda hands over"
                            .formatted(place == null
                                    ? ""
                                    : " in line %d, column %d".formatted(place.getLineNr(),
                                            place.getColumnNr())));
        }
    }

    /** @return false if it is null */
    public boolean object(Members members) throws IOException {
        return each((name, value) -> {
            member = name;
            members.take(name, value);
        });
    }

    private boolean each(Members members) throws IOException {
        if (isNull()) {
            return false;
        }
        require(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.take(name, this);
            // To the end of what was left alone; whatever else it is has been read to its end already.
            parser.skipChildren();
        }
        return true;
    }

    /** @return null for null */
    public String text() throws IOException {
        if (isNull()) {
            return null;
        }
        if (parser.currentToken() == null || !parser.currentToken().isScalarValue()) {
            throw fault("a text");
        }
        return parser.getText();
    }

    /** @return 0 for null; a text is the number that it spells */
    public long number() throws IOException {
        try {
            return isNull() ? 0 : Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw fault("a whole number");
        }
    }

    /** @return null for null; those of a header or a query that came once, or the last of each */
    public Map<String, String> texts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        return each((name, value) -> texts.put(name, value.text())) ? texts : null;
    }

    /** @return null for null; all of each header or parameter of a query */
    public Map<String, List<String>> multiTexts() throws IOException {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        return each((name, value) -> texts.put(name, value.list())) ? texts : null;
    }

    /** @return null for null; the scalar members: texts, numbers and booleans, and null for any other value */
    public Map<String, Object> scalars() throws IOException {
        Map<String, Object> scalars = new LinkedHashMap<>();
        return each((name, value) -> scalars.put(name, value.scalar())) ? scalars : null;
    }

    private List<String> list() throws IOException {
        if (isNull()) {
            return null;
        }
        require(JsonToken.START_ARRAY, "a list of texts");
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text());
        }
        return texts;
    }

    private Object scalar() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> null;
        };
    }

    private boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private void require(JsonToken kind, String expected) {
        if (parser.currentToken() != kind) {
            throw fault(expected);
        }
    }

    private MalformedEventException fault(String expected) {
        return new MalformedEventException("%s is %s; expected %s".formatted(
                member == null ? "The event" : "The event's member " + member, kind(), expected));
    }

    private String kind() {
        if (parser.currentToken() == null) {
            return "empty";
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
    }
}
