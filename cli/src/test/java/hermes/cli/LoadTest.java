package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be known to be wrong is said before anything is asked or done: there is no stack here. */
final class LoadTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                    "--connections 25001|--connections is 25,001; one machine can open 25,000 to one address",
                    "--rooms 101|--rooms is 101, but --connections only 100; each room needs one",
                    "--rate 3001|--rate is 3,001; one publisher gets 3,000 a second into the ordered queue",
                    "--duration 61m|--duration is longer than an hour; a stack ends every connection after two",
                    "--connections 5000 --rooms 1 --rate 3000 --duration 1h|to remember what each connection got "
                            + "would take 13,500 MB, and 1,000 are the most; take fewer connections, more rooms, "
                            + "a lower rate or a shorter time"})
    void loadThatCannotBeIsRefusedWithTheReason(String options, String reason) {
        var run = CommandRun.of(("load " + options).split(" "));

        assertThat(run).isEqualTo(
                new CommandRun(2, "", "hermes: " + reason + "\nTry: ./hermes load --help\n"));
    }

    @ParameterizedTest
    @CsvSource({"--connections 0", "--rooms 0", "--rate 0", "--rate 0.5", "--handshakes 0", "--duration 0s",
            "--duration 10"})
    void nothingIsNoLoad(String options) {
        var run = CommandRun.of(("load " + options).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("hermes: Invalid value for option '" + options.split(" ")[0] + "'");
    }

    @Test
    void pageThatCouldNotBeWrittenIsNoticedBeforeTheLoad(@TempDir Path folder) {
        for (var page : new Path[]{folder, folder.resolve("none/page.html")}) {
            var run = CommandRun.of("load", "--html", page.toString());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("hermes: --html names no file that could be written: " + page);
        }
    }

    @Test
    void deployedStackIsNotLoadedWithoutAnAnswer() throws IOException {
        var nowhere = URI.create("http://localhost:1");
        var outputs = Map.of("ManagementUrl", nowhere.toString(), "QueueUrl", nowhere + "/1/queue",
                "TokensTableName", "tokens", "ConnectionsTableName", "connections", "JwtSecretArn", "key",
                "PasscodeSecretArn", "passcode");
        try (var aws = new PretendedAws(outputs, nowhere)) {
            var run = CommandRun.of(aws.target(), "load", "--storm");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("hermes: nobody can be asked here; add --yes to go ahead: "
                    + "Put a load on stack hermes-production in us-east-1: 100 connections in 10 rooms, "
                    + "10 notifications a second for 30 s, all connections cut at half time\n");
        }
    }
}
