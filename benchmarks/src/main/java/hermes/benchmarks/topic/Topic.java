package hermes.benchmarks.topic;

import hermes.benchmarks.result.Recording;
import java.io.IOException;

/** Something to measure, by a command of its own. */
public interface Topic {

    /** As it is typed. */
    String name();

    /** In a sentence without an end. */
    String description();

    /** How often everything is done, unless somebody says it. */
    int rounds();

    /** As {@link #rounds}, of the short form. */
    int shortRounds();

    /** Whether it is compared with functions on Node. */
    boolean needsNode();

    /**
     * Takes the variants in turns, round by round.
     *
     * @throws IllegalStateException if something that is measured does not do what it should
     */
    Recording measure(Plan plan) throws IOException, InterruptedException;
}
