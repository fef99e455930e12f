package hermes.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "check", mixinStandardHelpOptions = true, description = "todo")
final class Check implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
