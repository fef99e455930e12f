package hermes.send.delivery;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.common.LeftFrame;
import hermes.common.Page;
import hermes.common.StreamName;
import hermes.send.json.Json;
import hermes.send.json.RefusedException;
import hermes.testing.Contract;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {
    private static final String RETRY = "{\"version\":1,\"job\":\"retry\",\"stream\":\"user#a%23#7\",\"offsets\":[3,5],\"connections\":[\"x=\",\"y=\"],\"attempt\":2}";
    private static final String PAGE = "{\"version\":1,\"job\":\"page\",\"stream\":\"room#acme\",\"offsets\":[118],\"after\":{\"user_id\":\"42\",\"connection_id\":\"Wny=\"}}";

    @Test
    void aJobIsReadBackAsItWasWritten() {
        var page = new Job.NextPage(StreamName.ofRoom("acme"), List.of(118L),
                new Page.Cursor("Wny=", "42"));
        var retry = new Job.Retry(StreamName.ofUser("a#", "7"), List.of(3L, 5L), List.of("x=", "y="), 2);

        assertThat(page.toJson()).isEqualTo("{\"hermes\":" + PAGE + "}");
        assertThat(retry.toJson()).isEqualTo("{\"hermes\":" + RETRY + "}");
        assertThat(JobReader.read(Json.parse(PAGE))).isEqualTo(page);
        assertThat(JobReader.read(Json.parse(RETRY))).isEqualTo(retry);
    }

    @Test
    void aJobCanBeAboutAnInbox() {
        assertThat(JobReader.read(Json.parse(PAGE.replace("room#acme", "announcements#acme"))).streams())
                .containsExactly(StreamName.ofAnnouncements("acme"));
        assertThat(JobReader.read(Json.parse(RETRY.replace("user#a%23#7", "inbox#a%23#7"))).streams())
                .containsExactly(StreamName.ofInbox("a#", "7"));
        refused(PAGE.replace("room#acme", "inbox#acme#7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{}", "{\"version\":1}",
                    "{\"version\":1,\"job\":\"other\",\"stream\":\"room#a\",\"offsets\":[1]}",
                    "{\"version\":1,\"job\":\"retry\",\"stream\":\"room#a\",\"offsets\":[1],\"connections\":[\"x\"]}"})
    void aJobWithoutAllThatItNeedsIsRefused(String json) {
        refused(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"version\":1 -> \"version\":2", "\"version\":1 -> \"version\":\"1\"",
                    "user#a%23#7 -> user#a##7", "user#a%23#7 -> id#room#a#x", "[3,5] -> [5,3]",
                    "[3,5] -> [3,3]",
                    "[3,5] -> [0,1]", "[3,5] -> [-1]", "[3,5] -> []", "[3,5] -> 3", "[3,5] -> [1.5]",
                    "[3,5] -> [9999999999999999999]", "[\"x=\",\"y=\"] -> []", "[\"x=\",\"y=\"] -> [1]",
                    "[\"x=\",\"y=\"] -> [\"\"]", "\"attempt\":2 -> \"attempt\":0",
                    "\"attempt\":2 -> \"attempt\":7"})
    void whatThisFunctionWouldNotWriteIsRefused(String change) {
        String[] fromTo = change.split(" -> ");
        assertThat(RETRY).contains(fromTo[0]);

        refused(RETRY.replace(fromTo[0], fromTo[1]));
    }

    @Test
    void aPageWithoutAPlaceInARoomIsRefused() {
        refused(PAGE.replace("{\"user_id\":\"42\",\"connection_id\":\"Wny=\"}", "{}"));
        refused(PAGE.replace("{\"user_id\":\"42\",\"connection_id\":\"Wny=\"}", "\"Wny=\""));
        refused(PAGE.replace("room#acme", "user#acme#7"));
        refused(PAGE.replace("Wny=", "x".repeat(386)));
    }

    @Test
    void asMuchAsThisFunctionWritesIsReadAndOneMoreIsRefused() {
        readAndOneMoreRefused("[3,5]", Job.MOST_OFFSETS, most -> LongStream.rangeClosed(1, most)
                .mapToObj(String::valueOf).collect(joining(",", "[", "]")));
        readAndOneMoreRefused("[\"x=\",\"y=\"]", Job.Retry.MOST_CONNECTIONS,
                most -> LongStream.rangeClosed(1, most)
                        .mapToObj("\"c%d\""::formatted).collect(joining(",", "[", "]")));
        readAndOneMoreRefused("x=", 128, "x"::repeat);
        readAndOneMoreRefused("3,5", 18, "9"::repeat);
        readAndOneMoreRefused("\"attempt\":2", Job.Retry.MOST_ATTEMPTS, "\"attempt\":%d"::formatted);
    }

    @Test
    void placeBehindOneThatHasJoinedIsReadWithTheLongestRoom() {
        var key = "x".repeat(128) + "#" + "r".repeat(256);

        assertThat(JobReader.read(Json.parse(PAGE.replace("Wny=", key))))
                .extracting(job -> ((Job.NextPage) job).after().connection()).isEqualTo(key);
    }

    @Test
    void checkIsThatOfTheContractAndComesBackWithItsAttempt() {
        var check = new Job.Check("project-9", "7", LeftFrame.UNGRANTED, 1);

        assertThat(JobReader.read(Json.parse(Contract.text("/rooms/check")).at("hermes"))).isEqualTo(check);
        var second = new Job.Check("項目\"#", "a\\", LeftFrame.REVOKED, 2);
        assertThat(JobReader.read(Json.parse(second.toJson()).at("hermes"))).isEqualTo(second);
    }

    @Test
    void toTellAStateIsReadBackAsItWasWritten() {
        var state = new Job.TellState("項目\"#", "a\\");

        assertThat(JobReader.read(Json.parse(state.toJson()).at("hermes"))).isEqualTo(state);
        refused("{\"version\":1,\"job\":\"state\",\"room\":\"acme\"}");
        refused("{\"version\":1,\"job\":\"state\",\"room\":\"acme\",\"user\":7}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"room\":\"project-9\" -> \"x\":1", "\"user\":\"7\" -> \"user\":7",
                    "\"7\" -> \"\\u0000\"", "project-9 -> ", "\"user\" -> \"code\":\"kicked\",\"user\"",
                    "\"user\" -> \"code\":7,\"user\"", "\"user\" -> \"attempt\":0,\"user\"",
                    "\"user\" -> \"attempt\":3,\"user\"", "\"version\":1 -> \"version\":2"})
    void checkThatNobodyShouldAskForIsRefused(String change) {
        var fromTo = change.split(" -> ", -1);
        var check = Json.parse(Contract.text("/rooms/check")).at("hermes").text();
        assertThat(check).contains(fromTo[0]);

        refused(check.replace(fromTo[0], fromTo[1]));
    }

    @Test
    void attemptsCountFromOne() {
        assertThat(JobReader.read(Json.parse(RETRY.replace("\"attempt\":2", "\"attempt\":1"))))
                .extracting(job -> ((Job.Retry) job).attempt()).isEqualTo(1);
    }

    private static void readAndOneMoreRefused(String part, int most, IntFunction<String> replacement) {
        assertThat(RETRY).contains(part);

        assertThat(JobReader.read(Json.parse(RETRY.replace(part, replacement.apply(most)))))
                .isInstanceOf(Job.Retry.class);
        refused(RETRY.replace(part, replacement.apply(most + 1)));
    }

    private static void refused(String json) {
        assertThatThrownBy(() -> JobReader.read(Json.parse(json)))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().code()).isEqualTo("invalid_job");
                    assertThat(e.refusal().reason()).startsWith("The job cannot be done: ");
                });
    }
}
