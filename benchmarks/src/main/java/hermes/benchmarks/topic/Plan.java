package hermes.benchmarks.topic;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * How much is measured, and where. Immutable.
 *
 * @param before another version, which is measured beside this one instead of what is usual; empty if none is
 * @param rounds at least 1
 * @param inShort only what a bound is set for, and less of it
 * @param ports the first of six that local stacks may take
 * @param connections of the crowd at the gateway
 * @param posts of each round at the gateway
 * @param progress is told what goes on
 */
public record Plan(Home home, Optional<Home> before, int rounds, boolean inShort, int ports, int connections,
        int posts,
        Consumer<String> progress) {

    private static final int SHORT = 4;

    /** Of what is done in whole, less in the short form. */
    int some(int whole) {
        return inShort ? Math.max(1, whole / SHORT) : whole;
    }

    void tell(String topic, int round) {
        progress.accept("%s: round %d of %d".formatted(topic, round + 1, rounds));
    }
}
