package hermes.cli;

import hermes.cli.stack.TargetOptions;
import hermes.cli.status.StackStatus;
import hermes.cli.status.StatusReading;
import hermes.cli.terminal.Columns;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.ShortDuration;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
                "Shows how a stack is: what waits in its queues, the dead letters and their reasons, who is connected,",
                "and on AWS the age of the oldest notification and the alarms that are on.",
                "Dead letters are hidden from everybody else while they are read, and given back. Connections are",
                "counted up to 10,000, by reading their table."},
        footer = {"",
                "Exit code 5: something is wrong: dead letters, a notification that waits for more than two minutes, or an",
                "alarm.",
                "",
                "Examples:",
                "  ${hermes.command} status --stack hermes-production",
                "  ${hermes.command} status --json | jq .wrong"})
final class Status implements Callable<Integer> {

    private static final int FAILURES_SHOWN = 5;

    @Mixin
    private TargetOptions options;

    @Mixin
    private JsonPrinter printer;

    @Override
    public Integer call() {
        StackStatus status;
        try (var stack = options.awsOperations()) {
            status = new StatusReading(stack).read();
        }
        if (printer.json()) {
            printer.out().println(status.json());
        } else {
            print(status, printer.out());
        }
        return status.wrong().isEmpty() ? 0 : Main.WRONG;
    }

    private static void print(StackStatus status, PrintWriter out) {
        out.println(status.stack().replaceFirst("^the local", "The local").replaceFirst("^stack", "Stack"));
        printQueues(status, out);
        out.println();
        printDeadLetters(status, out);
        out.println("Connections: " + (status.connections() > StackStatus.MOST_COUNTED
                ? "more than %,d".formatted(StackStatus.MOST_COUNTED)
                : status.connections()));
        printAlarms(status, out);
        out.println();
        out.println(status.wrong().isEmpty()
                ? "Nothing is wrong."
                : "Wrong: " + String.join("; ", status.wrong()));
    }

    private static void printQueues(StackStatus status, PrintWriter out) {
        var table = new Columns("QUEUE", "WAITING", "IN FLIGHT", "OLDEST").rightAligned(1, 2);
        status.queues().forEach(queue -> table.add(queue.name(), "" + queue.waiting(), "" + queue.inFlight(),
                queue.oldest().map(ShortDuration::of).orElse("-")));
        table.print(out);
    }

    private static void printDeadLetters(StackStatus status, PrintWriter out) {
        out.println("Dead letters: " + status.deadLetters()
                + status.oldestDeadLetter().map(age -> ", the oldest for " + ShortDuration.of(age)).orElse("")
                + status.reasons().entrySet().stream()
                        .map(reason -> ", " + reason.getKey() + " " + reason.getValue())
                        .collect(Collectors.joining()));
        var last = status.lastFailures(FAILURES_SHOWN);
        if (!last.isEmpty()) {
            var table = new Columns("  AGO", "REASON");
            last.forEach(
                    letter -> table.add("  " + ShortDuration.of(letter.age(status.at())), letter.reason()));
            table.print(out);
        }
    }

    private static void printAlarms(StackStatus status, PrintWriter out) {
        var on = status.alarms().orElse(List.of());
        out.println(
                "Alarms: " + status.alarms().map(known -> on.isEmpty() ? "none is on" : "see docs/alarms.md")
                        .orElse("a local stack has none"));
        if (!on.isEmpty()) {
            var table = new Columns("  ALARM", "FOR", "REASON");
            on.forEach(alarm -> table.add("  " + alarm.name(),
                    ShortDuration.of(Duration.between(alarm.since(), status.at())), alarm.reason()));
            table.print(out);
        }
    }
}
