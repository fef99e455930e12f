package hermes.cli;

import hermes.cli.stack.AwsOperations;
import hermes.cli.stack.DeadLetter;
import hermes.cli.stack.DeadLetterQueues;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Columns;
import hermes.cli.terminal.CountConverter;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.Progress;
import hermes.cli.terminal.ShortDuration;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = {
                "Lists the messages that could not be delivered, with their queue, age and reason.",
                "While they are read nobody else sees them; afterwards they are given back."},
        footer = {"",
                "Examples:",
                "  ${hermes.command} dead-letters --stack hermes-production",
                "  ${hermes.command} dead-letters show 6f1c2a0e-58f3-4f0e-9d07-0b8f2d1f3a55",
                "  ${hermes.command} dead-letters redrive --all"},
        subcommands = {DeadLetterShow.class, DeadLetterRedrive.class, DeadLetterDelete.class})
final class DeadLetters implements Runnable {

    @Mixin
    private TargetOptions options;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            converter = CountConverter.class,
            defaultValue = "100",
            description = "The most to list (default: ${DEFAULT-VALUE}).")
    private long limit;

    @Mixin
    private JsonPrinter printer;

    AwsOperations open() {
        return options.awsOperations();
    }

    @Override
    public void run() {
        var out = printer.out();
        try (var stack = open(); var queue = new DeadLetterQueues(stack)) {
            var letters = read(queue);
            if (printer.json()) {
                letters.forEach(letter -> out.println(letter.summary()));
            } else {
                printTable(letters, out);
            }
            sayWhatIsMissing(queue.size() - letters.size());
        }
    }

    private List<DeadLetter> read(DeadLetterQueues queue) {
        var progress = new Progress(printer.err(), "dead letters read");
        var letters = new ArrayList<DeadLetter>();
        var taken = queue.take();
        while (!taken.isEmpty() && letters.size() < limit) {
            taken.stream().limit(limit - letters.size()).forEach(letters::add);
            progress.add(taken.size());
            taken = letters.size() < limit ? queue.take() : List.of();
        }
        return letters;
    }

    private static void printTable(List<DeadLetter> letters, PrintWriter out) {
        if (letters.isEmpty()) {
            out.println("There are no dead letters to be seen.");
            return;
        }
        var now = Instant.now();
        var table = new Columns("ID", "QUEUE", "AGE", "REASON CODE", "REASON");
        letters.forEach(
                letter -> table.add(letter.id(), letter.queue(), ShortDuration.of(letter.age(now)),
                        letter.reasonCode(),
                        letter.reason()));
        table.print(out);
    }

    private void sayWhatIsMissing(int others) {
        if (others > 0) {
            printer.err()
                    .println("Not listed: about " + others + ", beyond --limit, or "
                            + DeadLetterQueues.WHY_HIDDEN);
        }
    }
}
