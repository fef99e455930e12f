package hermes.cli;

import hermes.cli.stack.DeadLetter;
import hermes.cli.stack.DeadLetterQueues;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints all there is about one dead letter, its body included, as JSON.",
        footer = {"", "Example:  ${hermes.command} dead-letters show 6f1c2a0e-58f3-4f0e-9d07-0b8f2d1f3a55"})
final class DeadLetterShow implements Runnable {

    @ParentCommand
    private DeadLetters parent;

    @Parameters(paramLabel = "ID", description = "As ${hermes.command} dead-letters lists it.")
    private String id;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        try (var stack = parent.open(); var queue = new DeadLetterQueues(stack)) {
            DeadLetter letter = find(queue).orElseThrow(() -> new CommandFailed(DeadLetterChoice.notFound(
                    List.of(id))));
            if (printer.json()) {
                printer.out().println(letter.json());
            } else {
                Json.print(letter.json(), printer.out());
            }
        }
    }

    private Optional<DeadLetter> find(DeadLetterQueues queue) {
        var taken = queue.take();
        while (!taken.isEmpty()) {
            Optional<DeadLetter> found = taken.stream().filter(letter -> letter.id().equals(id)).findFirst();
            if (found.isPresent()) {
                return found;
            }
            taken = queue.take();
        }
        return Optional.empty();
    }
}
