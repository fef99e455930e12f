package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.cost.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CostTest {

    private static final double DAYS = 365 / 12.0;

    @TempDir
    private Path folder;

    /** The price is per million; the quantity is calculated here by hand. */
    @Test
    void connectionMinutesAreThoseInUse() {
        JsonNode line = line("connection minutes", "--connections", "1000", "--messages-per-day", "0",
                "--hours-per-day", "8");

        assertThat(line.path("quantity").asDouble()).isEqualTo(1_000 * DAYS * 8 * 60, within(1.0));
        assertThat(line.path("cost").asDouble()).isEqualTo(14.6 * 0.25, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"32768, 1", "32769, 2", "131008, 4"})
    void notificationIsPaidForEach32KilobytesBegun(String bytes, int increments) {
        JsonNode line = line("notifications", "--connections", "1", "--messages-per-day", "100",
                "--receivers", "3", "--message-bytes", bytes);

        assertThat(line.path("quantity").asDouble()).isEqualTo(100 * DAYS * 3 * increments, within(1.0));
    }

    @Test
    void resumeIsTwoMessagesAndComesWithEachHeartbeatAndHandshake() {
        JsonNode line = line("resumes", "--connections", "10", "--messages-per-day", "0", "--heartbeat",
                "60s",
                "--reconnect", "1h");

        assertThat(line.path("quantity").asDouble()).isEqualTo(2 * 10 * DAYS * 24 * (60 + 1), within(1.0));
    }

    @Test
    void notificationIsWrittenInATransactionWithHeadAndId() {
        JsonNode line = line("write units", "--connections", "0", "--messages-per-day", "1000",
                "--message-bytes",
                "1500");

        assertThat(line.path("quantity").asDouble()).isEqualTo(1_000 * DAYS * 2 * (1 + 1 + 2), within(1.0));
    }

    /** 21,600 polls a day of each queue; ten notifications of 70 KB, so that sending one is two requests. */
    @ParameterizedTest
    @CsvSource({"--unordered=false, 40, 0, 0", "--unordered, 0, 40, 20"})
    void eachQueueHasItsPriceAndItsPolls(String option, int ordered, int unordered, int grouped) {
        String[] load = {"--connections", "0", "--messages-per-day", "10", "--message-bytes", "70000",
                option};

        assertThat(line("ordered requests", load).path("quantity").asDouble())
                .isEqualTo((21_600 + ordered) * DAYS, within(1.0));
        assertThat(line("requests", "SQS", load).path("quantity").asDouble())
                .isEqualTo((21_600 + unordered) * DAYS, within(1.0));
        assertThat(line("messages with a group", load).path("quantity").asDouble())
                .isEqualTo(grouped * DAYS, within(1.0));
        assertThat(Prices.ours().cost("sqsFifoRequests", 1_000_000)).isEqualTo(0.5);
        assertThat(Prices.ours().cost("sqsRequests", 1_000_000)).isEqualTo(0.4);
    }

    @Test
    void pagesOfALargeRoomAreJobsOnTheQueueWithoutAnOrder() {
        String[] load = {"--connections", "0", "--messages-per-day", "10", "--receivers", "2500"};

        assertThat(line("requests", "SQS", load).path("quantity").asDouble())
                .isEqualTo((21_600 + 3 * 2 * 10) * DAYS, within(1.0));
        assertThat(line("messages with a group", load).path("quantity").asDouble())
                .isEqualTo(2 * 10 * DAYS, within(1.0));
    }

    @Test
    void inboxesCostWhatTheirMarksPagesAndHeartbeatsTake() {
        String[] load = {"--connections", "10", "--messages-per-day", "0", "--heartbeat", "60s",
                "--reconnect", "1h",
                "--marks-per-day", "1000", "--inbox-pages-per-day", "100"};

        assertThat(line("inbox messages", load).path("quantity").asDouble()).isEqualTo(
                DAYS * (3 * 1_000 + 2 * 100),
                within(1.0));
        assertThat(line("inbox write units", load).path("quantity").asDouble())
                .isEqualTo(DAYS * (3 * 1_000 + 100), within(1.0));
        assertThat(line("inbox read units", load).path("quantity").asDouble()).isEqualTo(
                DAYS * (5.5 * 1_000 + (5 + 2 * 5) * 100 + 5 * 10 * 24 * (60 + 1)), within(1.0));
    }

    /** One handshake an hour, and sixty heartbeats beside its resume. */
    @Test
    void furtherRoomsCostWhatJoiningHeartbeatsAndLeavingTake() {
        String[] load = {"--connections", "10", "--messages-per-day", "0", "--heartbeat", "60s",
                "--reconnect", "1h", "--rooms", "5", "--inbox-pages-per-day", "1"};
        double handshakes = DAYS * 24 * 10;

        assertThat(line("rooms write units", load).path("quantity").asDouble())
                .isEqualTo(handshakes * 21, within(1.0));
        assertThat(line("rooms read units", load).path("quantity").asDouble())
                .isEqualTo(handshakes * (5 * 3 * 61 + 5 * 2), within(1.0));
        assertThat(line("inbox read units", load).path("quantity").asDouble())
                .isEqualTo(DAYS * (5 + 2 * 5) + handshakes * 61 * 5 * 6, within(1.0));
    }

    @Test
    void whoUsesNoInboxesPaysNothingForThem() {
        assertThat(estimate("--connections", "10", "--messages-per-day", "5").path("lines").valueStream()
                .map(line -> line.path("what").asText())).noneMatch(what -> what.contains("inbox"));
    }

    @Test
    void cheaperTierIsForThePartBeyondItsLimit() {
        assertThat(Prices.ours().cost("webSocketMessages", 1_500_000_000)).isEqualTo(1_000 + 400,
                within(0.001));
    }

    @Test
    void notificationsAndResumesShareTheTiers() {
        JsonNode estimate = estimate("--connections", "100000", "--messages-per-day", "1000000",
                "--receivers", "30");

        double quantity = 0;
        double cost = 0;
        for (JsonNode line : estimate.path("lines")) {
            if (line.path("what").asText().matches("notifications|resumes")) {
                quantity += line.path("quantity").asDouble();
                cost += line.path("cost").asDouble();
            }
        }
        assertThat(quantity).isGreaterThan(2e9);
        assertThat(cost).isEqualTo(1_000 + (quantity - 1e9) / 1e6 * 0.80, within(0.02));
    }

    @Test
    void totalIsTheSumOfTheLines() {
        JsonNode estimate = estimate("--connections", "100000", "--messages-per-day", "1000000");

        double sum = estimate.path("lines").valueStream().mapToDouble(line -> line.path("cost").asDouble())
                .sum();
        assertThat(estimate.path("total").asDouble()).isEqualTo(sum, within(0.1));
    }

    @Test
    void tableTellsRegionDateAndThatPricesMustBeChecked() {
        var run = CommandRun.of("cost", "--connections", "1000", "--messages-per-day", "50000");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("us-east-1", "2025-07-31", "check", "connections x minutes in use",
                "quota");
    }

    @Test
    void ownPriceListIsUsed() throws IOException {
        String ours = Files.readString(Path.of("src/main/resources/hermes/cli/cost/prices.json"));
        Path own = Files.writeString(folder.resolve("own.json"),
                ours.replace("\"region\": \"us-east-1\"", "\"region\": \"eu-central-1\"")
                        .replace("{\"price\": 0.25}", "{\"price\": 2.5}"));

        JsonNode estimate = estimate("--connections", "1000", "--messages-per-day", "0", "--prices",
                own.toString());

        assertThat(estimate.path("region").asText()).isEqualTo("eu-central-1");
        assertThat(estimate.path("lines").path(0).path("cost").asDouble()).isEqualTo(43.8 * 2.5,
                within(0.01));
    }

    @Test
    void priceThatIsMissingIsNamed() throws IOException {
        var run = costBy("{\"prices\":{}}");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("has no price webSocketConnectionMinutes");
    }

    @Test
    void priceListThatIsNotJsonIsNamed() throws IOException {
        var run = costBy("{\"prices\":{}");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("hermes: " + folder.resolve("own.json") + " is not JSON: ")
                .doesNotContain("Source");
    }

    private CommandRun costBy(String prices) throws IOException {
        var own = Files.writeString(folder.resolve("own.json"), prices);
        return CommandRun.of("cost", "--connections", "1", "--messages-per-day", "1", "--prices",
                own.toString());
    }

    @Test
    void negativeLoadIsWrongUsage() {
        var run = CommandRun.of("cost", "--connections", "-1", "--messages-per-day", "1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("0 or more");
    }

    @ParameterizedTest
    @CsvSource({"--connections, many, '''many'' is not a whole number'",
            "--hours-per-day, all, '''all'' is not a number'",
            "--reconnect, 5, 'is not a time'"})
    void whatIsNoNumberIsSaidPlainly(String option, String value, String message) {
        var run = CommandRun.of("cost", option, value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    private static JsonNode line(String what, String... args) {
        return line(what, "", args);
    }

    private static JsonNode line(String what, String service, String[] args) {
        return estimate(args).path("lines").valueStream()
                .filter(line -> line.path("what").asText().equals(what)
                        && line.path("service").asText().contains(service))
                .findFirst().orElseThrow();
    }

    private static JsonNode estimate(String... args) {
        var run = CommandRun.of(List.of(args), "cost", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }
}
