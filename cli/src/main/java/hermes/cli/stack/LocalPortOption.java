package hermes.cli.stack;

import hermes.cli.terminal.PortConverter;
import picocli.CommandLine.Option;

/** The option by which a command finds the stack that {@code hermes up} started. */
public final class LocalPortOption {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "4500",
            description = "The port that ./hermes up was started with (default: ${DEFAULT-VALUE}).")
    private int port;

    public ConsoleClient console() {
        return new ConsoleClient(port);
    }
}
