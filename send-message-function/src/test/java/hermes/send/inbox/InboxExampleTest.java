package hermes.send.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.Events;
import hermes.send.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Plays the example of the protocol, line by line: messages and what is published go in, all else must come out. */
class InboxExampleTest extends InboxFixture {
    private static final Pattern EPOCH = Pattern.compile("(\"epoch\":\")([0-9a-z]{8})\"");
    private static final Pattern TIME = Pattern.compile("\\d{13}");

    private final Map<String, String> epochs = new HashMap<>();

    @Test
    void exampleIsWhatHappens() throws IOException {
        var lines = example();
        assertThat(lines).hasSize(13);
        while (!lines.isEmpty()) {
            var line = lines.remove();
            if (line.contains("\"action\"")) {
                var route = Json.parse(line).at("action").string();
                assertThat(normal(ask("left=", route, real(line)).text())).isEqualTo(normal(lines.remove()));
            } else if (line.contains("\"room_id\"")) {
                clock.advance(Duration.ofSeconds(1));
                invoke(function, Events.batch(Events.record("m", line)));
                assertThat(normal(learnt(gateway.frames("left=").getLast(), lines.peek())))
                        .isEqualTo(normal(lines.remove()));
            } else {
                assertThat(normal(gateway.frames("right=").getLast())).isEqualTo(normal(line));
            }
        }
    }

    /** What the example calls an epoch, and what it is here. */
    private String learnt(String frame, String line) {
        epochs.put(epoch(EPOCH.matcher(line)), epoch(EPOCH.matcher(frame)));
        return frame;
    }

    private static String epoch(Matcher matcher) {
        assertThat(matcher.find()).isTrue();
        return matcher.group(2);
    }

    private String real(String line) {
        return EPOCH.matcher(line).replaceAll(found -> found.group(1) + epochs.get(found.group(2)) + "\"");
    }

    /** With the epochs that there are here and without times. */
    private String normal(String line) {
        var known = EPOCH.matcher(line).replaceAll(
                found -> found.group(1) + epochs.getOrDefault(found.group(2), found.group(2)) + "\"");
        return TIME.matcher(known).replaceAll("time");
    }

    private static Queue<String> example() throws IOException {
        var protocol = Files.readString(Path.of("..", "docs", "protocol.md"));
        var section = protocol.substring(protocol.indexOf("\n## Inbox\n"),
                protocol.indexOf("\n### The state\n"));
        return new ArrayDeque<>(section.lines().filter(line -> line.startsWith("{")).toList());
    }
}
