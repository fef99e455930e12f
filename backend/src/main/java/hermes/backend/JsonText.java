package hermes.backend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks JSON and leaves it as it was written, as the stack does: digits, doubled members and escapes reach the
 * browsers unchanged.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** Where Jackson would show the text, if it were asked to. */
    private static final Pattern SOURCE = Pattern.compile(" at \\[Source: [^\\]]*\\]");

    private JsonText() {}

    /**
     * @return the text without the whitespace around it; U+FFFE and U+FFFF as escapes, because SQS refuses them
     * @throws IllegalArgumentException if the text is anything but one JSON value
     */
    static String checked(String text) {
        return read(text, parser -> {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("Expected JSON, but found an empty text");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("Expected JSON, but something follows the first value");
            }
            return text.strip().replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
        });
    }

    /**
     * The members of an object, each as it is written; of members with one name the last counts, as in the stack.
     *
     * @param object checked
     */
    static Map<String, String> members(String object) {
        return read(object, parser -> {
            var members = new LinkedHashMap<String, String>();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                members.put(name, object.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
            return members;
        });
    }

    private static <T> T read(String text, Reading<T> reading) {
        try (var parser = FACTORY.createParser(text)) {
            return reading.from(parser);
        } catch (JsonProcessingException e) {
            throw refusal(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static IllegalArgumentException refusal(JsonProcessingException e) {
        return new IllegalArgumentException(
                "Expected JSON, but " + SOURCE.matcher(e.getOriginalMessage()).replaceAll(""), e);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }
}
