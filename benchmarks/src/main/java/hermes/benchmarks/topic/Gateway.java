package hermes.benchmarks.topic;

import hermes.benchmarks.gateway.Bare;
import hermes.benchmarks.gateway.Contestant;
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
                var other = other(plan, stack);
                var run = new GatewayRun(plan, stack, other)) {
            run.connections();
            run.posts();
            if (!plan.inShort()) {
                run.leave();
            }
            return run.recording();
        }
    }

    private static Contestant other(Plan plan, Stack stack) throws IOException {
        return plan.before().isPresent()
                ? Stack.start(plan.before().get().hermes(), plan.ports() + 3)
                : Bare.start(stack.jvmOptions());
    }
}
