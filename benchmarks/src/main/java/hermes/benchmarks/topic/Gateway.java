package hermes.benchmarks.topic;

import hermes.benchmarks.gateway.Bare;
import hermes.benchmarks.gateway.Stack;
import hermes.benchmarks.result.Recording;
import java.io.IOException;

/** The local gateway: handshakes, posts, memory, and what it does when nobody does anything. */
final class Gateway implements Topic {

    private static final About ABOUT = new About("gateway",
            "The local gateway: connections, posts and memory, beside a bare Undertow", 5, 2, false);

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Recording measure(Plan plan) throws IOException, InterruptedException {
        try (var stack = Stack.start(plan.home().hermes(), plan.ports());
                var bare = Bare.start(stack.jvmOptions());
                var run = new GatewayRun(plan, stack, bare)) {
            run.connections();
            run.posts();
            if (!plan.inShort()) {
                run.leave();
            }
            return run.recording();
        }
    }
}
