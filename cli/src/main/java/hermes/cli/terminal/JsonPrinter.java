package hermes.cli.terminal;

import picocli.CommandLine.Option;

/** A printer of a command that prints for people or for scripts. Thread-safe. */
public final class JsonPrinter extends Printer {

    @Option(
            names = "--json",
            description = "Print JSON: one object, or of a list one object in each line.")
    private boolean json;

    public boolean json() {
        return json;
    }
}
