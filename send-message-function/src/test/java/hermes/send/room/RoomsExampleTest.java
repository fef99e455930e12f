package hermes.send.room;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The frames that the protocol shows of several rooms are those of the function. */
class RoomsExampleTest extends RoomsFixture {
    private static final Pattern EPOCH = Pattern.compile("(\"epoch\":\")([0-9a-z]{8})\"");

    /** What the example calls an epoch, and what it is here. */
    private final Map<String, String> epochs = new HashMap<>();

    @Test
    void exampleIsWhatHappens() throws IOException {
        var lines = example();
        assertThat(lines).hasSize(15);
        while (!lines.isEmpty()) {
            var line = lines.remove();
            var members = Json.parse(line).members();
            if (members.containsKey("action")) {
                learnAndCompare(answer(members.get("action").string(), real(line)), lines.remove());
            } else if (members.containsKey("expires_at")) {
                put(members);
            } else if (members.containsKey("hermes")
                    || !members.containsKey("stream") && members.containsKey("id")) {
                queue(real(line));
            } else {
                learnAndCompare(heard().getLast(), line);
            }
        }
        assertThat(rows()).containsExactly("own=");
    }

    private void learnAndCompare(String frame, String line) {
        var here = EPOCH.matcher(frame);
        var shown = EPOCH.matcher(line);
        while (here.find() && shown.find()) {
            epochs.putIfAbsent(shown.group(2), here.group(2));
        }
        assertThat(frame).isEqualTo(real(line));
    }

    private String real(String line) {
        return EPOCH.matcher(line).replaceAll(
                found -> found.group(1) + epochs.getOrDefault(found.group(2), found.group(2)) + "\"");
    }

    /** With times of now, as the example's are long past. */
    private void put(Map<String, Json> members) {
        Map<String, AttributeValue> item = new HashMap<>();
        members.forEach((name, value) -> item.put(name, value.isString()
                ? AttributeValue.fromS(value.string())
                : AttributeValue.fromN(Long.toString(clock.instant().getEpochSecond() + 28_800))));
        db.client().putItem(put -> put.tableName(db.table("GrantsTable")).item(item));
    }

    private static Queue<String> example() throws IOException {
        var protocol = Files.readString(Path.of("..", "docs", "protocol.md"));
        var section = protocol.substring(protocol.indexOf("\n## Several rooms\n"),
                protocol.indexOf("\n### Join\n"));
        return new ArrayDeque<>(section.lines().filter(line -> line.startsWith("{")).toList());
    }
}
