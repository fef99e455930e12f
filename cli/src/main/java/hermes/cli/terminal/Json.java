package hermes.cli.terminal;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads and writes the JSON of the console. */
public final class Json {

    /** Numbers keep their digits: 0.10 and 1e400 reach the queue as they were typed. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Where Jackson would show the text, if it were asked to. */
    private static final Pattern SOURCE = Pattern.compile(" at \\[Source: [^\\]]*\\]");

    private Json() {}

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws JsonProcessingException if the text is not exactly one JSON value */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    public static JsonNode parse(byte[] text) throws JsonProcessingException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * The text without the white space around it.
     *
     * @throws JsonProcessingException if it is not exactly one JSON value
     */
    public static String checked(String text) throws JsonProcessingException {
        return read(text, parser -> {
            parser.nextToken();
            return written(parser, text);
        });
    }

    /**
     * That of a file or of a line, which is UTF-8 (RFC 8259, section 8.1), without the white space around it.
     *
     * @throws JsonProcessingException if it is not exactly one JSON value
     */
    public static String checked(byte[] text) throws JsonProcessingException {
        try {
            return checked(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
        } catch (CharacterCodingException e) {
            throw new JsonParseException(null, "it is not UTF-8", e);
        }
    }

    /** What a person has to know of it. */
    public static String reason(JsonProcessingException e) {
        return SOURCE.matcher(e.getOriginalMessage()).replaceAll("");
    }

    /**
     * The elements of an array, each as it is written, or the value itself if it is none.
     *
     * @throws JsonProcessingException if the text is not exactly one JSON value
     */
    public static List<String> elements(String text) throws JsonProcessingException {
        return read(text, parser -> {
            var elements = new ArrayList<String>();
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                elements.add(written(parser, text));
            } else {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(written(parser, text));
                }
            }
            return elements;
        });
    }

    /**
     * The members of an object, each as it is written; none if the value is no object. Of members with one name the
     * last counts.
     *
     * @throws JsonProcessingException if the text is not exactly one JSON value
     */
    public static Map<String, String> members(String text) throws JsonProcessingException {
        return read(text, parser -> {
            var members = new LinkedHashMap<String, String>();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                written(parser, text);
            } else {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    members.put(name, written(parser, text));
                }
            }
            return members;
        });
    }

    /** @throws JsonProcessingException if nothing of the text is there or something follows */
    private static <T> T read(String text, Reading<T> reading) throws JsonProcessingException {
        try (var parser = MAPPER.createParser(text)) {
            var value = reading.from(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static String written(JsonParser parser, String text) throws IOException {
        if (parser.currentToken() == null) {
            throw new JsonParseException(parser, "it is blank");
        }
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        // A number that nothing encloses ends only behind the white space after it.
        return text.substring(start, (int) parser.currentLocation().getCharOffset()).stripTrailing();
    }

    /** With an indentation, in several lines. */
    public static void print(JsonNode value, PrintWriter out) {
        value.toPrettyString().lines().forEach(out::println);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }
}
