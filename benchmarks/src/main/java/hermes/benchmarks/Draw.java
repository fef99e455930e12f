package hermes.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "page", mixinStandardHelpOptions = true, description = "todo")
final class Draw implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
