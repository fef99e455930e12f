package hermes.cli;

import hermes.cli.stack.DeadLetter;
import hermes.cli.stack.DeadLetterQueues;
import hermes.cli.terminal.CommandFailed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Some dead letters by their ids, or all. */
final class DeadLetterChoice {

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "As ${hermes.command} dead-letters lists it.")
    private Set<String> ids = new LinkedHashSet<>();

    @Option(names = "--all", description = "Every message that lies there now.")
    private boolean all;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws ParameterException if neither or both were given */
    void check() {
        if (all != ids.isEmpty()) {
            throw new ParameterException(command.commandLine(),
                    "name the messages by their ids, or say --all");
        }
    }

    /** For a question. */
    String description(DeadLetterQueues queue) {
        if (all) {
            return "all dead letters, about %d,".formatted(queue.size());
        }
        return ids.size() == 1 ? "one dead letter" : ids.size() + " dead letters";
    }

    /**
     * Hands on the chosen ones, in batches as they are taken, until none of them is left.
     *
     * @param fresh which of those that {@code --all} means are still to be handed on
     * @throws CommandFailed at the end, if ids were not found
     */
    void each(DeadLetterQueues queue, Predicate<DeadLetter> fresh, Consumer<List<DeadLetter>> action) {
        var missing = new LinkedHashSet<>(ids);
        for (var taken = queue.take(); !taken.isEmpty(); taken = queue.take()) {
            var chosen = taken.stream()
                    .filter(letter -> all ? fresh.test(letter) : missing.remove(letter.id())).toList();
            if (!chosen.isEmpty()) {
                action.accept(chosen);
            }
            if (!all && missing.isEmpty()) {
                return;
            }
        }
        if (!missing.isEmpty()) {
            throw new CommandFailed(notFound(new ArrayList<>(missing)));
        }
    }

    static String notFound(List<String> ids) {
        return "not in a dead-letter queue: " + String.join(", ", ids)
                + "; it may be gone, or " + DeadLetterQueues.WHY_HIDDEN;
    }
}
