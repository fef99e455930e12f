package hermes.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @Test
    void elementsAreAsTheyAreWritten() throws Exception {
        assertThat(Json
                .elements(" [1.50 , -0.0,{\"a\":[1e400 ],\"a\": 2}\n, \"\\ud800,]\", \"ü🙂\", [ ], null ] "))
                .containsExactly("1.50", "-0.0", "{\"a\":[1e400 ],\"a\": 2}", "\"\\ud800,]\"", "\"ü🙂\"",
                        "[ ]",
                        "null");
        assertThat(Json.elements("[]")).isEmpty();
    }

    /** Jackson reads a long text in pieces, and must count on. */
    @Test
    void elementsOfALongTextAreAsTheyAreWritten() throws Exception {
        var longest = "\"" + "ü🙂x".repeat(50_000) + "\"";

        assertThat(Json.elements("[" + longest + ", 1.50, " + longest + "]"))
                .containsExactly(longest, "1.50", longest);
    }

    @Test
    void whatIsNoArrayIsItsOnlyElement() throws Exception {
        assertThat(Json.elements(" {\"a\" : 1}\n")).containsExactly("{\"a\" : 1}");
        assertThat(Json.elements("1.50 ")).containsExactly("1.50");
    }

    @Test
    void membersAreAsTheyAreWrittenAndTheLastOfANameCounts() throws Exception {
        assertThat(Json.members("{\"a\":1, \"b\" : {\"a\": 1e400} ,\"a\":-0.0 }"))
                .isEqualTo(Map.of("a", "-0.0", "b", "{\"a\": 1e400}"));
        assertThat(Json.members("[{\"a\":1}]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1 2", "[1", "[1]]", "{\"a\":1", "{\"a\":1}}", "[1,]", "{a:1}", "01", "x"})
    void whatIsNotOneValueIsRefused(String text) {
        assertThatThrownBy(() -> Json.checked(text)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.elements(text)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.members(text)).isInstanceOf(JsonProcessingException.class);
    }
}
