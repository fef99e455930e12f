package hermes.cli;

import hermes.cli.stack.DeadLetter;
import hermes.cli.stack.DeadLetterQueues;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.Progress;
import java.util.HashSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
                "Puts dead letters on the queue that they came from again.",
                "They keep their ids, so that nothing is delivered twice. Mend the cause first, or they come back.",
                "Each is removed only when the queue has accepted it."},
        footer = {"",
                "Examples:",
                "  ${hermes.command} dead-letters redrive 6f1c2a0e-58f3-4f0e-9d07-0b8f2d1f3a55",
                "  ${hermes.command} dead-letters redrive --all --stack hermes-production"})
final class DeadLetterRedrive implements Runnable {

    @ParentCommand
    private DeadLetters parent;

    @Mixin
    private DeadLetterChoice choice;

    @Mixin
    private JsonPrinter printer;

    private int redriven;

    @Override
    public void run() {
        choice.check();
        var progress = new Progress(printer.err(), "dead letters redriven");
        // One that comes back at once, because nothing was mended, must not be sent round and round. Its id alone does not
        // tell: of one message several may lie there, for other users.
        var published = new HashSet<String>();
        try (var stack = parent.open(); var queue = new DeadLetterQueues(stack)) {
            choice.each(queue, letter -> !published.contains(identity(letter)), letters -> {
                letters.forEach(letter -> {
                    queue.redrive(letter);
                    published.add(identity(letter));
                    redriven++;
                });
                progress.add(letters.size());
            });
        } finally {
            printer.out().println(
                    printer.json()
                            ? Json.object().put("redriven", redriven).toString()
                            : "Redriven: " + redriven);
        }
    }

    private static String identity(DeadLetter letter) {
        return letter.publishedId() + " " + letter.message().body();
    }
}
