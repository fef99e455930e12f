package hermes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.benchmarks.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {

    private final StringWriter out = new StringWriter();

    @Test
    void helpNamesEveryTopic() {
        assertThat(type("--help")).isZero();
        assertThat(out.toString()).contains(Topics.ALL.stream().map(topic -> topic.about().name()).toList())
                .contains("check",
                        "page");
    }

    @Test
    void helpOfATopicSaysWhatItMeasures() {
        assertThat(type("start", "--help")).isZero();
        assertThat(out.toString()).contains("benchmarks/run start", "--rounds", "Cold starts");
    }

    @Test
    void unknownTopicIsWrongUsage() {
        assertThat(type("nothing")).isEqualTo(2);
    }

    private int type(String... words) {
        var printed = new PrintWriter(out);
        return Main.commandLine().setOut(printed).setErr(printed).execute(words);
    }
}
