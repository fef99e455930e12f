package hermes.benchmarks.topic;

import hermes.benchmarks.aws.Answers;
import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.aws.Certificate;
import hermes.benchmarks.aws.World;
import hermes.benchmarks.process.FunctionProcess;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Deliveries: a notification to a room of a thousand connections, in a process that is warm and in one that is fresh. */
final class Post implements Topic {

    private static final About ABOUT = new About("post",
            "Posts of SendMessageFunction to a room of 1,000, beside a function on Node that does the same",
            7, 2, true);

    private static final int ROOM = 1_000;
    private static final int WARM_UP = 12;
    private static final int EVENTS = 5;
    private static final String DONE = "[]";

    private static final Metric A_POST = new Metric("CPU a post", "µs");
    private static final Metric CPU = new Metric("CPU", "ms");
    private static final Metric CLOCK = new Metric("clock", "ms");
    private static final Metric WITH_START = new Metric("CPU with the start", "ms");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Recording measure(Plan plan) throws IOException, InterruptedException {
        var recording = new Recording();
        var answers = new Answers(new World(ROOM));
        try (var certificate = Certificate.create();
                var plain = AwsStub.http(answers);
                var secure = AwsStub.https(answers, certificate)) {
            for (var aws : plan.inShort() ? List.of(secure) : List.of(plain, secure)) {
                var over = aws.certificate().isPresent() ? "TLS" : "plain HTTP";
                var functions = Functions.of(plan, aws);
                fresh(plan, functions, over, recording);
                warm(plan, functions, over, recording);
            }
        }
        return recording;
    }

    private void fresh(Plan plan, Functions functions, String over, Recording recording)
            throws IOException, InterruptedException {
        var subject = "the first 1,000 of a process, " + over;
        recording.compare(subject, "Node, " + subject);
        var events = new Events(plan.home());
        // The stand-in is cold as well at first, and answers late.
        try (var process = functions.startReference("send-message", "send-message", Map.of())) {
            first(process, events, subject, new Recording());
        }
        for (int round = 0; round < plan.rounds(); round++) {
            plan.tell(ABOUT.name() + ", fresh, " + over, round);
            try (var process = functions.start("send-message")) {
                first(process, events, subject, recording);
            }
            try (var process = functions.startReference("send-message", "send-message", Map.of())) {
                first(process, events, "Node, " + subject, recording);
            }
        }
    }

    private static void first(FunctionProcess process, Events events, String subject, Recording recording)
            throws IOException, InterruptedException {
        var invocation = process.invoke(events.batch(1, _ -> World.ROOM), DONE);
        recording.add(subject, CPU, invocation.answered().cpuMillisSince(invocation.given()));
        recording.add(subject, CLOCK, invocation.answered().millisSince(invocation.given()));
        recording.add(subject, WITH_START, invocation.answered().cpuMillisSince(process.started()));
    }

    private void warm(Plan plan, Functions functions, String over, Recording recording)
            throws IOException, InterruptedException {
        var subject = "warm, " + over;
        recording.compare(subject, "Node, " + subject);
        var events = new Events(plan.home());
        try (var ours = functions.start("send-message");
                var node = functions.startReference("send-message", "send-message", Map.of())) {
            for (int i = 0; i < plan.some(WARM_UP); i++) {
                ours.invoke(events.batch(1, _ -> World.ROOM), DONE);
                node.invoke(events.batch(1, _ -> World.ROOM), DONE);
            }
            for (int round = 0; round < plan.rounds(); round++) {
                plan.tell(ABOUT.name() + ", warm, " + over, round);
                recording.add(subject, A_POST, microsAPost(ours, events, plan.some(EVENTS)));
                recording.add("Node, " + subject, A_POST, microsAPost(node, events, plan.some(EVENTS)));
            }
        }
    }

    private static double microsAPost(FunctionProcess process, Events events, int times)
            throws IOException, InterruptedException {
        double millis = 0;
        for (int i = 0; i < times; i++) {
            var invocation = process.invoke(events.batch(1, _ -> World.ROOM), DONE);
            millis += invocation.answered().cpuMillisSince(invocation.given());
        }
        return millis * 1_000 / times / ROOM;
    }
}
