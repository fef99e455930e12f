package hermes.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers and names that modules must agree on, of docs/contract.json. Each module has a test that holds its own
 * against them, so that neither side changes alone.
 */
public final class Contract {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final JsonNode ROOT = read();

    private Contract() {}

    /** @param pointer as of RFC 6901, such as {@code /ids/longest_bytes} */
    public static int number(String pointer) {
        return at(pointer).intValue();
    }

    public static Duration seconds(String pointer) {
        return Duration.ofSeconds(number(pointer));
    }

    public static String text(String pointer) {
        return at(pointer).textValue();
    }

    /** The texts of an array, or of the members of an object. */
    public static List<String> texts(String pointer) {
        return at(pointer).valueStream().map(JsonNode::textValue).toList();
    }

    /** What rooms and users may be called, as JSON: each kind of character, and the longest. */
    public static List<String> validIds() {
        int longest = number("/ids/longest_bytes");
        return Stream.concat(json("/ids/valid"), Stream.of("\"" + "x".repeat(longest) + "\"",
                "\"" + "\\u00fc".repeat(longest / 2) + "\"", "9".repeat(longest))).toList();
    }

    /** What they may not be called, as JSON. */
    public static List<String> invalidIds() {
        int longest = number("/ids/longest_bytes");
        return Stream.concat(json("/ids/invalid"), Stream.of("\"" + "x".repeat(longest + 1) + "\"",
                "\"x" + "\\u00fc".repeat(longest / 2) + "\"", "9".repeat(longest + 1))).toList();
    }

    /** The id that a JSON value of {@link #validIds} stands for. */
    public static String id(String json) {
        try {
            return JSON.readTree(json).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static Stream<String> json(String pointer) {
        return at(pointer).valueStream().map(value -> {
            try {
                return JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(pointer, e);
            }
        });
    }

    private static JsonNode at(String pointer) {
        var value = ROOT.at(pointer);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("docs/contract.json has no " + pointer);
        }
        return value;
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Path.of("..", "docs", "contract.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
