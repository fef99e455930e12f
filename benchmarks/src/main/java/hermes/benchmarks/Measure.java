package hermes.benchmarks;

import hermes.benchmarks.page.Tables;
import hermes.benchmarks.result.Machine;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.topic.Plan;
import hermes.benchmarks.topic.Topic;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command
final class Measure implements Callable<Integer> {

    private static final List<String> PLACES = List.of("--json", "--port");

    private final Topic topic;

    @Mixin
    private Size size;

    @Option(names = "--short", description = "Less of everything, as check does it.")
    private boolean inShort;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results there, too.")
    private Path json;

    @Spec
    private CommandSpec command;

    Measure(Topic topic) {
        this.topic = topic;
    }

    @Override
    public Integer call() throws Exception {
        var out = command.commandLine().getOut();
        var err = command.commandLine().getErr();
        var plan = inShort ? size.inShort(topic, err::println) : size.whole(topic, err::println);
        var results = of(topic, plan,
                typed(command.commandLine().getParent().getParseResult().originalArgs()));
        out.printf("%s%n%n%s", results.machine(), Tables.aligned(results));
        if (json != null) {
            results.write(json);
        }
        return 0;
    }

    /**
     * Measures.
     *
     * @param typed what is to be typed to do so again
     */
    static Results of(Topic topic, Plan plan, String typed) throws Exception {
        var machine = Machine.here();
        if (topic.about().needsNode() && plan.before().isEmpty() && !machine.hasNode()) {
            throw new IllegalStateException(
                    "\"%s\" is compared with functions on Node, and there is no node on the PATH: install Node 20 or newer"
                            .formatted(topic.about().name()));
        }
        return new Results(topic.about().name(), typed, LocalDate.now(ZoneOffset.UTC).toString(), machine,
                topic.measure(plan).rows());
    }

    /** Without what says only where something is on this machine. */
    static String typed(List<String> given) {
        var typed = new StringBuilder("benchmarks/run");
        for (int i = 0; i < given.size(); i++) {
            var option = given.get(i).split("=", 2);
            boolean before = option[0].equals("--before");
            if (before || PLACES.contains(option[0])) {
                i += option.length == 1 ? 1 : 0;
                typed.append(before ? " --before DIR" : "");
            } else {
                typed.append(' ').append(given.get(i));
            }
        }
        return typed.toString();
    }
}
