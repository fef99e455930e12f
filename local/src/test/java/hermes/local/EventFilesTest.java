package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events by hand are what the gateway and the poller would send. */
class EventFilesTest {
    private static final Path EVENTS = ProjectTemplate.path().resolveSibling("events");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z-]+\\.json)` \\|");

    /** What API Gateway makes ids of; the last byte but two tells kinds apart, which nobody may rely on. */
    private static final String ID = "[A-Za-z0-9_-]{15}=";

    static List<Path> files() throws IOException {
        try (var files = Files.list(EVENTS)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @Test
    void everyFileIsListed() throws IOException {
        var listed = LISTED.matcher(Files.readString(EVENTS.resolve("README.md"))).results()
                .map(found -> found.group(1)).toList();

        assertThat(listed)
                .hasSameElementsAs(files().stream().map(file -> file.getFileName().toString()).toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void eventIsConsistent(Path file) throws Exception {
        var event = new ObjectMapper().readTree(file.toFile());

        if (event.has("Records")) {
            for (var message : event.path("Records")) {
                isWhatSqsSends(message);
            }
        } else {
            isOfOneConnection(event.path("requestContext"));
        }
    }

    private static void isWhatSqsSends(JsonNode message) throws Exception {
        var digest = MessageDigest.getInstance("MD5")
                .digest(message.path("body").textValue().getBytes("UTF-8"));

        assertThat(message.path("md5OfBody").textValue()).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(message.path("attributes").properties()).hasSize(4)
                .allSatisfy(attribute -> assertThat(attribute.getValue().isTextual()).isTrue());
    }

    private static void isOfOneConnection(JsonNode context) {
        assertThat(context.path("connectionId").textValue()).isEqualTo("Wny0-YAw2ZECQoE=").matches(ID);
        assertThat(context.path("requestId").textValue())
                .isEqualTo(context.path("extendedRequestId").textValue())
                .matches(ID);
        assertThat(context.path("requestTimeEpoch").longValue())
                .isGreaterThan(context.path("connectedAt").longValue());
        assertThat(context.has("messageId"))
                .isEqualTo(context.path("eventType").textValue().equals("MESSAGE"));
    }
}
