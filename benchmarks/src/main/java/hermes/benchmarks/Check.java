package hermes.benchmarks;

import hermes.benchmarks.page.Tables;
import hermes.benchmarks.result.Goals;
import hermes.benchmarks.topic.Home;
import hermes.benchmarks.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Measures in short what has a bound in benchmarks/goals.tsv, and fails if it is exceeded.")
final class Check implements Callable<Integer> {

    @Mixin
    private Size size;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (size.hasBefore()) {
            throw new ParameterException(command.commandLine(),
                    "benchmarks: bounds are for Node, Undertow and Jackson and not for another version; leave --before out, or measure one topic with it");
        }
        var home = Home.ofProcess();
        var out = command.commandLine().getOut();
        var goals = Goals.read(home.goals());
        List<String> faults = new ArrayList<>();
        for (var topic : Topics.ALL) {
            var bounds = goals.of(topic.about().name());
            if (bounds.hasBound()) {
                var results = Measure.of(topic, size.inShort(topic, command.commandLine().getErr()::println),
                        "benchmarks/run check");
                out.println(Tables.aligned(results));
                faults.addAll(bounds.faults(results));
            }
        }
        faults.forEach(command.commandLine().getErr()::println);
        return faults.isEmpty() ? 0 : Main.OVER;
    }
}
