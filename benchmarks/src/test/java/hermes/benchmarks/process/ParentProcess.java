package hermes.benchmarks.process;

import java.io.IOException;
import java.util.List;

/** As a process of its own: starts a server, says its number, and waits for ever. */
final class ParentProcess {

    private ParentProcess() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var child = ServerProcess.start(List.of("sh", "-c", "echo ready; sleep 600"), "ready");
        System.out.println("child " + child.pid());
        Thread.currentThread().join();
    }
}
