package hermes.benchmarks.topic;

import hermes.benchmarks.aws.Answers;
import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.aws.World;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Appends: a queue's batch of ten to rooms in which nobody is. */
final class Append implements Topic {

    private static final About ABOUT = new About("append",
            "Batches of ten that SendMessageFunction appends, beside a function on Node that does the same",
            7, 2, true);

    private static final int BATCH = 10;
    private static final int WARM_UP = 300;
    private static final int EVENTS = 200;
    private static final String DONE = "[]";

    /** @param room of each notification of a batch */
    private record Shape(String subject, IntFunction<String> room) {

        String node() {
            return "Node, " + subject;
        }
    }

    private static final List<Shape> SHAPES = List.of(new Shape("a batch of ten for one room", _ -> "empty"),
            new Shape("a batch of ten for ten rooms", i -> "empty-" + i));

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Recording measure(Plan plan) throws IOException, InterruptedException {
        var recording = new Recording();
        SHAPES.forEach(shape -> recording.compare(shape.subject, shape.node()));
        try (var aws = AwsStub.http(new Answers(new World(0)))) {
            var functions = Functions.of(plan, aws);
            var events = new Events(plan.home());
            var warm = new Warm(aws, recording, DONE);
            try (var ours = functions.start("send-message");
                    var node = functions.startReference("send-message", "send-message", Map.of())) {
                for (var shape : SHAPES) {
                    warm.run(ours, () -> events.batch(BATCH, shape.room), plan.some(WARM_UP));
                    warm.run(node, () -> events.batch(BATCH, shape.room), plan.some(WARM_UP));
                }
                for (int round = 0; round < plan.rounds(); round++) {
                    plan.tell(ABOUT.name(), round);
                    for (var shape : SHAPES) {
                        warm.measure(shape.subject, ours, () -> events.batch(BATCH, shape.room),
                                plan.some(EVENTS));
                        warm.measure(shape.node(), node, () -> events.batch(BATCH, shape.room),
                                plan.some(EVENTS));
                    }
                }
            }
        }
        return recording;
    }
}
