package hermes.system.faults;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict.Pass;
import hermes.system.faults.book.Counts;
import hermes.testing.FunctionProcesses;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills processes of SendMessageFunction with SIGKILL, each while a process appends, or while it posts; which of
 * them it hits is chance. Thread-safe.
 */
final class ProcessKiller implements CallFilter {

    /** As it is counted. */
    static final String KILLED = "processes killed";

    private static final int KILLS_EACH = 2;
    private static final int MOST_APPENDS = 250;
    private static final int MOST_POSTS = 2_500;

    private final SplittableRandom random;
    private final Set<Integer> appends;
    private final Set<Integer> posts;
    private final AtomicInteger appendCalls = new AtomicInteger();
    private final AtomicInteger postCalls = new AtomicInteger();
    private final Counts counts;

    ProcessKiller(long seed, Counts counts) {
        this.random = new SplittableRandom(seed);
        this.appends = numbers(MOST_APPENDS);
        this.posts = numbers(MOST_POSTS);
        this.counts = counts;
    }

    private Set<Integer> numbers(int most) {
        var numbers = new TreeSet<Integer>();
        while (numbers.size() < KILLS_EACH) {
            numbers.add(random.nextInt(most / 10, most));
        }
        return numbers;
    }

    @Override
    public Verdict before(AwsCall call) {
        if (call.operation().equals("TransactWriteItems") && appends.contains(appendCalls.incrementAndGet())
                || call.operation().equals("PostToConnection")
                        && posts.contains(postCalls.incrementAndGet())) {
            kill();
        }
        return new Pass();
    }

    private synchronized void kill() {
        var processes = FunctionProcesses.of(FaultyStack.NAME, "SendMessageFunction");
        if (!processes.isEmpty()) {
            processes.get(random.nextInt(processes.size())).destroyForcibly();
            counts.add(KILLED);
        }
    }
}
