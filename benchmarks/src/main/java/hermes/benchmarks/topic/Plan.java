package hermes.benchmarks.topic;

import java.util.function.Consumer;

/**
 * How much is measured, and where. Immutable.
 *
 * @param rounds at least 1
 * @param inShort only what a bound is set for, and less of it
 * @param ports the first of four that a local stack may take
 * @param connections of the crowd at the gateway
 * @param posts of each round at the gateway
 * @param progress is told what goes on
 */
public record Plan(Home home, int rounds, boolean inShort, int ports, int connections, int posts,
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
