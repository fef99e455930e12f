package hermes.benchmarks.topic;

import hermes.benchmarks.aws.Answers;
import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.aws.World;
import hermes.benchmarks.process.FunctionProcess;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.util.Map;

/** A client that comes back and has missed as much as it may. */
final class Resume implements Topic {

    private static final int WARM_UP = 100;
    private static final int EVENTS = 50;
    private static final String SUBJECT = "300 missed";
    private static final String NODE = "Node, 300 missed";

    /** The last of them: so it is the whole answer. */
    private static final String LAST = "\\\"offset\\\":" + World.MISSED;

    private static final Metric CPU = new Metric("CPU a resume", "µs");
    private static final Metric CALLS = new Metric("calls to AWS", "");

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public String description() {
        return "A client that comes back and has missed 300, beside a function on Node that does the same";
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
        recording.compare(SUBJECT, NODE);
        var world = new World(0);
        try (var aws = AwsStub.http(new Answers(world))) {
            var functions = new Functions(plan.home(), aws);
            var events = new Events(plan.home());
            try (var ours = functions.start("send-message");
                    var node = functions.startNode("resume", Map.of())) {
                resume(ours, events, world, WARM_UP);
                resume(node, events, world, WARM_UP);
                for (int round = 0; round < plan.rounds(); round++) {
                    plan.tell(name(), round);
                    measure(SUBJECT, recording, aws, () -> resume(ours, events, world, EVENTS));
                    measure(NODE, recording, aws, () -> resume(node, events, world, EVENTS));
                }
            }
        }
        return recording;
    }

    private interface Times {

        /** Milliseconds of processor time. */
        double run() throws IOException, InterruptedException;
    }

    private static void measure(String subject, Recording recording, AwsStub aws, Times times)
            throws IOException, InterruptedException {
        aws.takeCalls();
        recording.add(subject, CPU, times.run() * 1_000 / EVENTS);
        recording.add(subject, CALLS,
                (double) aws.takeCalls().values().stream().mapToLong(Long::longValue).sum() / EVENTS);
    }

    private static double resume(FunctionProcess process, Events events, World world, int times)
            throws IOException, InterruptedException {
        double millis = 0;
        for (int i = 0; i < times; i++) {
            var invocation = process.invoke(events.resume(world), LAST);
            millis += invocation.answered().cpuMillisSince(invocation.given());
        }
        return millis;
    }
}
