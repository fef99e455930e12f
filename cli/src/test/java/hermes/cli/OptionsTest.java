package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.cli.console.MetricStatistics;
import hermes.cli.stack.FakeStack;
import hermes.cli.stack.TargetOptions;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine;

/** What a script writes into an option when its variable is not set, and what people name their rooms. */
final class OptionsTest {

    /** Each option that takes a text, as {@code %}. */
    static final List<String> TEXTS = List.of("token --room r --user %", "token --user 7 --room %",
            "token --room r --user 7 --expires %", "publish --user 7 1 --room %",
            "publish --room r 1 --user %",
            "publish --room r --user 7 1 --to %", "publish --room r --user 7 1 --to 9,%",
            "publish --room r --user 7 1 --id %", "publish --room r --user 7 %",
            "publish --room r --user 7 --ids %", "publish --room r --user 7 --from-line %",
            "connections --room %",
            "kick --yes --room %", "kick --yes --room r --user %", "revoke --yes --user 7 --room %",
            "revoke --yes --room r --user %", "revoke --yes --room r --user 7 --watch %",
            "token --room r --user 7 --join %",
            "grant --room % --user 7", "grant --room r --user %", "grant --room r --user 7 --for %",
            "ungrant --room % --user 7", "ungrant --room r --user %", "inbox --room % --user 7",
            "inbox --room r --user %", "inbox --room r --user 7 --filter %", "tail --room %",
            "tail --room r --count %", "outputs %",
            "outputs --port %",
            "outputs --stack %", "outputs --stack s --region %", "invoke % event.json",
            "invoke EchoFunction %", "invoke EchoFunction event.json --port %",
            "dead-letters --limit %", "dead-letters show %", "dead-letters redrive %",
            "dead-letters redrive x %",
            "dead-letters delete --yes %", "rotate-key --yes --token-lifetime %",
            "cost --connections % --messages-per-day 1",
            "cost --connections 1 --messages-per-day %", "cost --prices %", "cost --hours-per-day %",
            "cost --heartbeat %", "cost --reconnect %", "cost --marks-per-day %",
            "cost --inbox-pages-per-day %", "cost --rooms %", "cost --receivers %", "cost --message-bytes %",
            "cost --retention-hours %", "cost --system-log-level %", "load --connections %",
            "load --rooms %", "load --rate %", "load --duration %", "load --handshakes %", "load --html %",
            "up -p %", "up -p %=1",
            "up --template %",
            "up --port %");

    /** Those that name a user or a room. */
    static final List<String> IDS = TEXTS.stream()
            .filter(command -> command.matches(".*--(user|room|join|to) %.*")).toList();

    private final FakeStack stack = new FakeStack();
    private ConsoleServer console;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        console = new ConsoleServer(new ConsoleApi(stack, FakeStack::invoke, new MetricStatistics()),
                new LogFeed(), folder, 0).start(0);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void stackAndPortCanStandInTheEnvironment() {
        System.setProperty("HERMES_PORT", String.valueOf(console.port()));
        try {
            assertThat(CommandRun.of("outputs", "QueueUrl").exitCode()).isZero();
            System.setProperty("HERMES_STACK", "hermes-production");
            assertThat(CommandRun.of("outputs", "QueueUrl").exitCode()).as("asked AWS").isEqualTo(1);
            assertThat(hermes("outputs QueueUrl", "").exitCode()).isZero();
            System.setProperty("HERMES_PORT", "65534");
            assertThat(CommandRun.of("up").err()).startsWith("hermes: --port 65534 leaves none for");
            System.setProperty("HERMES_PORT", "");
            assertThat(CommandRun.of("up", "--help").out()).contains("(default: 4500)");
            assertThat(CommandRun.of("up", "-p", "wrong").err())
                    .startsWith("hermes: -p wrong is no parameter");
        } finally {
            System.clearProperty("HERMES_PORT");
            System.clearProperty("HERMES_STACK");
        }
    }

    /** Those that say which stack is meant are one for all commands. */
    @Test
    void everyOptionThatTakesSomethingIsTried() {
        assertThat(options(Main.commandLine()))
                .filteredOn(option -> option.arity().max() > 0)
                .filteredOn(option -> !(option.userObject() instanceof Field field
                        && field.getDeclaringClass() == TargetOptions.class))
                .hasSizeGreaterThan(40)
                .allSatisfy(option -> assertThat(TEXTS)
                        .anyMatch(text -> ("hermes " + text).matches("%s (.* )?(%s) %%.*"
                                .formatted(option.command().qualifiedName(),
                                        String.join("|", option.names())))));
    }

    private static Stream<OptionSpec> options(CommandLine command) {
        return Stream.concat(command.getCommandSpec().options().stream(),
                command.getSubcommands().values().stream().flatMap(OptionsTest::options));
    }

    static Stream<List<String>> nothings() {
        return TEXTS.stream()
                .flatMap(command -> Stream.of("", " ", "\t").map(nothing -> List.of(command, nothing)));
    }

    @ParameterizedTest
    @MethodSource("nothings")
    void nothingIsNeverTakenForEverything(List<String> commandAndValue) {
        var run = hermes(commandAndValue.get(0), commandAndValue.get(1));

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).startsWith("hermes: ").doesNotContain("option option");
        assertNothingHappened(run);
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void textThatCouldNotBeReadIsNotUsed(String command) {
        var run = hermes(command, "gr\uFFFD\uFFFDe");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertNothingHappened(run);
    }

    @ParameterizedTest
    @FieldSource("IDS")
    void idThatNoTokenCouldNameIsRefused(String command) {
        for (var id : List.of("a\u0007", "acme\n", "é".repeat(129))) {
            var run = hermes(command, id);

            assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
            assertThat(run.err()).startsWith("hermes: ").doesNotContain("\u0007");
            assertNothingHappened(run);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grüße", "🙂", "a b", "@acme", "${user}", "a#b/c?d&e%20", "-7"})
    void idArrivesAsItWasTyped(String id) {
        assertThat(hermes("token --room r --user %", id).out())
                .isEqualTo("token of " + id + " in r for PT12H\n");
        assertThat(hermes("token --user 7 --room %", id).out())
                .isEqualTo("token of 7 in " + id + " for PT12H\n");
        hermes("revoke --yes --watch 1s --user 7 --room %", id);
        assertThat(stack.revoked()).containsExactly("7 of " + id);
        hermes("publish --room r --user 7 1 --to 9,%", id);
        assertThat(stack.published()).singleElement().asString().endsWith("\"to\":[\"9\",\"" + id + "\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {",|''", ",,,|''", "7,|''", ",7|''", "7,,9|''", "' 9'|' 9'", "'7, 9'|' 9'",
                    "'7 ,9'|'7 '"})
    void commaWithNobodyBesideItIsRefused(String to, String user) {
        var run = hermes("publish --room r --user 7 1 --to %", to.replace("'", ""));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("hermes: --to names the user " + user + "; expected ids");
        assertNothingHappened(run);
    }

    @Test
    void usersAreNamedInOneOptionOrInSeveral() {
        hermes("publish --room r --user 7 1 --to 7,9 --to %", "11");

        assertThat(stack.published()).singleElement().asString().endsWith("\"to\":[\"7\",\"9\",\"11\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.0", "-1.5e300"})
    void negativeNumberIsDataAndNoOption(String data) {
        hermes("publish --room r --user 7 %", data);

        assertThat(stack.published()).containsExactly(
                "{\"user_id\":\"7\",\"room_id\":\"r\",\"data\":" + data + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "99999999999999999999", "4500.0", "0x50"})
    void portIsOneOfTcp(String port) {
        assertThat(hermes("outputs --port %", port).err())
                .startsWith("hermes: Invalid value for option '--port'");
        assertThat(hermes("up --port %", port).err()).startsWith("hermes: Invalid value for option '--port'");
    }

    @Test
    void upNeedsTwoPortsMore() {
        assertThat(hermes("up --port %", "65534").err()).startsWith("hermes: --port 65534 leaves none for");
        assertThat(hermes("up --identity-provider --port %", "65533").err())
                .startsWith("hermes: --port 65533 leaves none for");
    }

    @Test
    void countsAreNotPorts() {
        assertThat(hermes("cost --messages-per-day 1 --connections %", "65536").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"token, --expires, a token may live", "grant, --for, a grant may last"})
    void lifetimeIsRefusedInTheUnitsOfTheOption(String command, String option, String limit) {
        var run = hermes(command + " --room r --user 7 " + option + " %", "366d");

        assertThat(run).isEqualTo(new CommandRun(2, "",
                "hermes: %s is longer than the 365 days that %s%nTry: ./hermes %s --help%n"
                        .formatted(option, limit, command)));
        assertNothingHappened(run);
    }

    private void assertNothingHappened(CommandRun run) {
        assertThat(run.out()).isEmpty();
        assertThat(stack.published()).isEmpty();
        assertThat(stack.revoked()).isEmpty();
        assertThat(stack.granted()).isEmpty();
    }

    /** @param value stands for {@code %} */
    private CommandRun hermes(String command, String value) {
        var words = new ArrayList<>(
                Stream.of(command.split(" ")).map(word -> word.replace("%", value)).toList());
        if (!command.matches("(cost|up) .*|.* --(port|stack) .*")) {
            words.addAll(1, List.of("--port", "" + console.port()));
        }
        return CommandRun.of(words.toArray(String[]::new));
    }
}
