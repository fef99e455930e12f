package hermes.cli.check;

import hermes.cli.stack.AwsOperations;
import java.time.Duration;
import java.util.List;

/** Whether a stack works, part by part. For one thread. */
public final class StackCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private StackCheck() {}

    /** Each part that was looked at, in the order in which they were. */
    public static List<Outcome> of(AwsOperations stack) throws InterruptedException {
        var outcomes = new Outcomes();
        new StackUse(stack, PATIENCE).run(outcomes);
        if (stack.stackName().isPresent()) {
            new AwsState(stack.stackName().get(), stack.outputs(), stack.cloudWatch().orElseThrow(),
                    stack.clients().dynamoDb()).check(outcomes);
        }
        return outcomes.all();
    }
}
