package hermes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.benchmarks.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void checkRefusesAnotherVersion() {
        assertThat(type("check", "--before", "other")).isEqualTo(2);
        assertThat(out.toString()).contains("leave --before out");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        start --rounds 7 --json a.json, benchmarks/run start --rounds 7
        start --before /home/me/other --rounds=3, benchmarks/run start --before DIR --rounds=3
        start --before=/home/me/other --port=1, benchmarks/run start --before DIR
        """)
    void resultsSayWhatWasTypedButNoPlaceOnTheMachine(String typed, String said) {
        assertThat(Measure.typed(List.of(typed.split(" ")))).isEqualTo(said);
    }

    private int type(String... words) {
        var printed = new PrintWriter(out);
        return Main.commandLine().setOut(printed).setErr(printed).execute(words);
    }
}
