package hermes.benchmarks.topic;

import hermes.benchmarks.aws.Answers;
import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.aws.World;
import hermes.benchmarks.process.FunctionProcess;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Appends: a queue's batch of ten to rooms in which nobody is. */
final class Append implements Topic {

    private static final int BATCH = 10;
    private static final int WARM_UP = 300;
    private static final int EVENTS = 200;
    private static final String DONE = "[]";

    private static final Metric CPU = new Metric("CPU a batch", "µs");
    private static final Metric CALLS = new Metric("calls to AWS a batch", "");

    /** @param room of each notification of a batch */
    private record Shape(String subject, IntFunction<String> room) {

        String node() {
            return "Node, " + subject;
        }
    }

    private static final List<Shape> SHAPES = List.of(new Shape("ten of one room", _ -> "empty"),
            new Shape("ten rooms", i -> "empty-" + i));

    @Override
    public String name() {
        return "append";
    }

    @Override
    public String description() {
        return "Batches of ten that SendMessageFunction appends, beside a function on Node that does the same";
    }

    @Override
    public int rounds() {
        return 7;
    }

    @Override
    public int shortRounds() {
        return 2;
    }

    @Override
    public boolean needsNode() {
        return true;
    }

    @Override
    public Recording measure(Plan plan) throws IOException, InterruptedException {
        var recording = new Recording();
        try (var aws = AwsStub.http(new Answers(new World(0)))) {
            var functions = new Functions(plan.home(), aws);
            var events = new Events(plan.home());
            try (var ours = functions.start("send-message");
                    var node = functions.startNode("send", Map.of())) {
                for (var shape : SHAPES) {
                    recording.compare(shape.subject, shape.node());
                    millis(ours, events, shape, WARM_UP);
                    millis(node, events, shape, WARM_UP);
                }
                for (int round = 0; round < plan.rounds(); round++) {
                    plan.tell(name(), round);
                    for (var shape : SHAPES) {
                        measure(ours, aws, events, shape, shape.subject, recording);
                        measure(node, aws, events, shape, shape.node(), recording);
                    }
                }
            }
        }
        return recording;
    }

    private static void measure(FunctionProcess process, AwsStub aws, Events events, Shape shape,
            String subject,
            Recording recording) throws IOException, InterruptedException {
        aws.takeCalls();
        double millis = millis(process, events, shape, EVENTS);
        double calls = aws.takeCalls().values().stream().mapToLong(Long::longValue).sum();
        recording.add(subject, CPU, millis * 1_000 / EVENTS);
        recording.add(subject, CALLS, calls / EVENTS);
    }

    /** Processor time of all events together. */
    private static double millis(FunctionProcess process, Events events, Shape shape, int times)
            throws IOException, InterruptedException {
        var first = process.invoke(events.batch(BATCH, shape.room), DONE);
        var last = first;
        for (int i = 0; i < times; i++) {
            last = process.invoke(events.batch(BATCH, shape.room), DONE);
        }
        return last.answered().cpuMillisSince(first.answered());
    }
}
