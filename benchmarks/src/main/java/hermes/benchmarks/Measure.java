package hermes.benchmarks;

import hermes.benchmarks.page.Tables;
import hermes.benchmarks.result.Machine;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.topic.Home;
import hermes.benchmarks.topic.Plan;
import hermes.benchmarks.topic.Topic;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(mixinStandardHelpOptions = true)
final class Measure implements Callable<Integer> {

    private static final Machine MACHINE = Machine.here();

    private final Topic topic;

    @Option(names = "--rounds", paramLabel = "N", description = "How often everything is measured.")
    private int rounds;

    @Option(names = "--short", description = "Less of everything, for a first look.")
    private boolean inShort;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results there, too.")
    private Path json;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4700",
            description = "Of a local stack, which takes the next three as well (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Of the crowd at a gateway (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "20000",
            description = "To a gateway in each round (default: ${DEFAULT-VALUE}).")
    private int posts;

    @Spec
    private CommandSpec command;

    Measure(Topic topic) {
        this.topic = topic;
    }

    @Override
    public Integer call() throws Exception {
        var results = results();
        var out = command.commandLine().getOut();
        out.printf("%s%n%n%s", results.machine(), Tables.of(List.of(results)));
        if (json != null) {
            results.write(json);
        }
        return 0;
    }

    /** What the options say it is, measured. */
    private Results results() throws Exception {
        var given = command.commandLine().getParseResult().originalArgs();
        var err = command.commandLine().getErr();
        var plan = new Plan(Home.ofProcess(),
                rounds > 0 ? rounds : inShort ? topic.shortRounds() : topic.rounds(),
                inShort, port, connections, posts, err::println);
        return of(topic, plan, "benchmarks/run " + topic.name() + options(given));
    }

    static Results of(Topic topic, Plan plan, String typed) throws Exception {
        if (topic.needsNode() && !MACHINE.hasNode()) {
            throw new IllegalStateException(
                    "%s is compared with functions on Node, and there is no node on the PATH: install Node 20 or newer"
                            .formatted(topic.name()));
        }
        return new Results(topic.name(), typed, LocalDate.now(ZoneOffset.UTC).toString(), MACHINE,
                topic.measure(plan).rows());
    }

    /** Without those that say only where something goes. */
    private static String options(List<String> given) {
        var options = new StringBuilder();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals("--json") || given.get(i).equals("--port")) {
                i++;
            } else {
                options.append(' ').append(given.get(i));
            }
        }
        return options.toString();
    }
}
