package hermes.benchmarks;

import hermes.benchmarks.page.Page;
import hermes.benchmarks.topic.Home;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "page",
        description = "Makes the tables and the chart of docs/performance.md of what is in benchmarks/results.")
final class Draw implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        Page.of(Home.ofProcess()).write();
        return 0;
    }
}
