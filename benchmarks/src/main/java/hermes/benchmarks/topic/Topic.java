package hermes.benchmarks.topic;

import hermes.benchmarks.result.Recording;
import java.io.IOException;

/** Something to measure, by a command of its own. */
public interface Topic {

    /**
     * What there is to know about it.
     *
     * @param name as it is typed
     * @param description in a sentence without an end
     * @param rounds how often everything is done, unless somebody says it
     * @param shortRounds likewise, of the short form
     * @param needsNode whether it is compared with functions on Node
     */
    record About(String name, String description, int rounds, int shortRounds, boolean needsNode) {}

    About about();

    /**
     * Takes the variants in turns, round by round.
     *
     * @throws IllegalStateException if something that is measured does not do what it should
     */
    Recording measure(Plan plan) throws IOException, InterruptedException;
}
