package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.terminal.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published, and where that ends. */
final class PublishTest extends OnFakeStack {

    @Test
    void publishedIdIsPrinted() {
        assertThat(
                hermes("publish", "--room", "acme", "--user", "7", "--id", "a", "--to", "7,9", "{\"x\":1}"))
                .isZero();

        assertThat(out).hasToString("id of {\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":{\"x\":1},"
                + "\"id\":\"a\",\"to\":[\"7\",\"9\"]}\n");
    }

    @Test
    void linesOfStandardInputArePublishedAndTheFailedOneIsNamed() {
        System.setIn(new ByteArrayInputStream("1\nnull\n\"three\"\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString()).matches("hermes: line 2 was not published: data is null\n"
                + "hermes: stopped at line 2; to go on, give the same lines again with --ids [0-9a-f-]{18} --from-line 2\\. "
                + "What was taken all the same does not arrive twice\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "-0.0", "1.50", "1.50e2", "100000000000000000000000001", "{\"a\":1,\"a\":2}",
                    "\"\\ud800\"", "\"\\u00fc\"", "\"ü 🙂\"", "[1, {\"b\": [ ]}]", "\"a/\\/\""})
    void dataIsHandedOnAsItWasTyped(String data) {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", " " + data + "\n")).isZero();

        assertThat(stack.published())
                .containsExactly("{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":" + data + "}");
    }

    /** Else the members after it would count. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1,\"room_id\":\"other\"", "1}", "1 2", "[1", "{\"a\":1", "[1,]", "'a'",
                    "NaN", "01", " "})
    void dataThatIsNotOneValueIsRefused(String data) {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", data)).isEqualTo(2);

        assertThat(err.toString()).startsWith("hermes: ").contains("DATA").doesNotContain("Source");
        assertThat(stack.published()).isEmpty();
    }

    @Test
    void publicationsAreJsonForScripts() throws IOException {
        System.setIn(new ByteArrayInputStream("1\nnull\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--json")).isEqualTo(1);

        var answer = Json.parse(out.toString());
        assertThat(answer.path("ids")).hasSize(1);
        assertThat(answer.path("failed")).hasToString("[{\"index\":1,\"reason\":\"data is null\"}]");
    }

    @Test
    void dataThatIsNotJsonIsShown() {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "hello")).isEqualTo(2);

        assertThat(err.toString()).contains("DATA is not JSON: Unrecognized token 'hello'")
                .contains("a text needs its quotation marks: '\"hello\"'");
    }

    /** A pipe may have no end, at which all lines could be judged before the first is sent. */
    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "hello", "{\"a\":1} 2", "\u00ff"})
    void publishingStopsAtTheFirstLineThatIsNotJson(String line) {
        System.setIn(new ByteArrayInputStream(
                ("1\r\n2\n" + line + "\n4\n").getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(stack.published()).hasSize(2);
        assertThat(err.toString()).contains("--from-line 3").contains("hermes: line 3 is not JSON: ")
                .endsWith("; what stands before it was sent, it and what follows were not\n");
    }

    @Test
    void nothingIsSentIfTheFirstLineIsBlank() {
        System.setIn(new ByteArrayInputStream("\n2\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(stack.published()).isEmpty();
        assertThat(err.toString())
                .endsWith("hermes: line 1 is not JSON: it is blank; nothing was sent\n");
    }

    @Test
    void manyLinesKeepTheirNumbers() {
        System.setIn(new ByteArrayInputStream(
                ("1\n".repeat(250) + "null\n" + "1\n".repeat(50) + "x").getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(stack.published()).hasSize(300);
        assertThat(CommandRun.withoutProgress(err.toString()).lines()).satisfiesExactly(
                one -> assertThat(one).startsWith("hermes: line 251 was not published"),
                two -> assertThat(two).startsWith("hermes: stopped at line 251;"));
    }

    @Test
    void whoGoesOnCountsTheLinesThatWerePassedOver() {
        System.setIn(new ByteArrayInputStream(
                ("x\n".repeat(250) + "1\n".repeat(50) + "x").getBytes(StandardCharsets.UTF_8)));

        assertThat(
                hermes("publish", "--room", "acme", "--user", "7", "--ids", "import", "--from-line", "251"))
                .isEqualTo(1);

        assertThat(stack.published()).hasSize(50);
        assertThat(stack.published().getFirst()).isEqualTo(
                "{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":1,\"id\":\"import-251\"}");
        assertThat(err.toString()).contains("--ids import --from-line 301")
                .contains("hermes: line 301 is not JSON");
    }

    @Test
    void lineThatCanNeverBeDeliveredIsNamedBeforeAnythingBehindItIsSent() {
        System.setIn(new ByteArrayInputStream(
                ("1\n\"" + "x".repeat(200_000) + "\"\n3\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(stack.published()).hasSize(1);
        assertThat(err.toString()).contains("line 2 can never be delivered: ", "--from-line 2");
    }

    @Test
    void optionsForLinesMakeNoSenseWithData() {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--ids", "a", "1")).isEqualTo(2);
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--from-line", "2", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("--ids and --from-line are for lines");
        assertThat(stack.published()).isEmpty();
    }

    @Test
    void inboxIsPublishedTo() {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--to", "9", "--inbox", "1")).isZero();

        assertThat(stack.published()).containsExactly(
                "{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":1,\"to\":[\"9\"],\"inbox\":true}");
    }
}
