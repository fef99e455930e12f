package hermes.cli;

import hermes.cli.stack.DeadLetterQueues;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes dead letters for good: nobody will receive these notifications.",
        footer = {"",
                "Examples:",
                "  ${hermes.command} dead-letters delete 6f1c2a0e-58f3-4f0e-9d07-0b8f2d1f3a55",
                "  ${hermes.command} dead-letters delete --all --yes --stack hermes-development"})
final class DeadLetterDelete implements Runnable {

    @ParentCommand
    private DeadLetters parent;

    @Mixin
    private DeadLetterChoice choice;

    @Mixin
    private Confirmation confirmation;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        choice.check();
        var deleted = new AtomicInteger();
        try (var stack = parent.open(); var queue = new DeadLetterQueues(stack)) {
            confirmation.require("Delete %s of %s".formatted(choice.description(queue), stack));
            var progress = new Progress(printer.err(), "dead letters deleted");
            try {
                choice.each(queue, _ -> true, letters -> {
                    queue.delete(letters);
                    deleted.addAndGet(letters.size());
                    progress.add(letters.size());
                });
            } finally {
                printer.out()
                        .println(printer.json()
                                ? Json.object().put("deleted", deleted.get()).toString()
                                : "Deleted: " + deleted);
            }
        }
    }
}
