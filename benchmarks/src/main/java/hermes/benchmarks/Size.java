package hermes.benchmarks;

import hermes.benchmarks.topic.Home;
import hermes.benchmarks.topic.Plan;
import hermes.benchmarks.topic.Topic;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How much is measured, as it is typed. */
final class Size {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often everything is measured.")
    private int rounds;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4700",
            description = "Of a local stack, which takes the next five as well (default: ${DEFAULT-VALUE}).")
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
            description = "By each way to a gateway in each round (default: ${DEFAULT-VALUE}).")
    private int posts;

    @Option(
            names = "--before",
            paramLabel = "DIR",
            description = "A built checkout of another version, which is measured beside this one instead of Node or Undertow.")
    private Path before;

    boolean hasBefore() {
        return before != null;
    }

    Plan whole(Topic topic, Consumer<String> progress) {
        return plan(topic.about().rounds(), false, progress);
    }

    Plan inShort(Topic topic, Consumer<String> progress) {
        return plan(topic.about().shortRounds(), true, progress);
    }

    private Plan plan(int usual, boolean inShort, Consumer<String> progress) {
        return new Plan(Home.ofProcess(),
                Optional.ofNullable(before).map(path -> new Home(path.toAbsolutePath())),
                rounds > 0 ? rounds : usual, inShort, port, connections, posts,
                progress);
    }
}
