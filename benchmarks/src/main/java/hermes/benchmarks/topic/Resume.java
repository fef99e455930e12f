package hermes.benchmarks.topic;

import hermes.benchmarks.aws.Answers;
import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.aws.World;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.util.Map;

/** A client that comes back and has missed as much as it may. */
final class Resume implements Topic {

    private static final About ABOUT = new About("resume",
            "A client that comes back and has missed 300, beside a function on Node that does the same", 7, 2,
            true);

    private static final int WARM_UP = 100;
    private static final int EVENTS = 50;
    private static final String SUBJECT = "a resume with 300 missed";
    private static final String NODE = "Node, a resume with 300 missed";

    /** The last of them: so it is the whole answer. */
    private static final String LAST = "\\\"offset\\\":" + World.MISSED;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Recording measure(Plan plan) throws IOException, InterruptedException {
        var recording = new Recording();
        recording.compare(SUBJECT, NODE);
        var world = new World(0);
        try (var aws = AwsStub.http(new Answers(world))) {
            var functions = Functions.of(plan, aws);
            var events = new Events(plan.home());
            var warm = new Warm(aws, recording, LAST);
            try (var ours = functions.start("send-message");
                    var node = functions.startReference("send-message", "resume", Map.of())) {
                warm.run(ours, () -> events.resume(world), plan.some(WARM_UP));
                warm.run(node, () -> events.resume(world), plan.some(WARM_UP));
                for (int round = 0; round < plan.rounds(); round++) {
                    plan.tell(ABOUT.name(), round);
                    warm.measure(SUBJECT, ours, () -> events.resume(world), plan.some(EVENTS));
                    warm.measure(NODE, node, () -> events.resume(world), plan.some(EVENTS));
                }
            }
        }
        return recording;
    }
}
