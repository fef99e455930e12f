package hermes.cli;

import hermes.cli.stack.AwsOperations;
import hermes.cli.stack.DeadLetterQueue;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Deletes dead letters for good: nobody will receive these notifications.",
        footer = {"",
                "Examples:",
                "  ./hermes dead-letters delete 6f1c2a0e-58f3-4f0e-9d07-0b8f2d1f3a55",
                "  ./hermes dead-letters delete --all --yes --stack hermes-development"})
final class DeadLetterDelete implements Runnable {

    @ParentCommand
    private DeadLetters parent;

    @Mixin
    private DeadLetterChoice choice;

    @Mixin
    private Confirmation confirmation;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        choice.check();
        var deleted = new AtomicInteger();
        try (AwsOperations stack = parent.open(); var queue = new DeadLetterQueue(stack)) {
            confirmation.require("Delete %s of %s".formatted(choice.description(queue), stack));
            var progress = new Progress(spec.commandLine().getErr(), "dead letters deleted");
            try {
                choice.each(queue, _ -> true, letters -> {
                    queue.delete(letters);
                    deleted.addAndGet(letters.size());
                    progress.add(letters.size());
                });
            } finally {
                spec.commandLine().getOut()
                        .println(json
                                ? Json.object().put("deleted", deleted.get()).toString()
                                : "Deleted: " + deleted);
            }
        }
    }
}
