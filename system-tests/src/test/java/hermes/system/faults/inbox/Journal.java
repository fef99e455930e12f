package hermes.system.faults.inbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * In which order the marks of one inbox were made: it follows the list of the last 32 that lies in the stored state, which has to
 * be looked at before 32 more are made. So a mark whose answer was lost has its place too. Not thread-safe.
 */
public final class Journal {

    /** As docs/protocol.md says. */
    private static final int REMEMBERED = 32;

    private final String name;
    private final List<String> order = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long version;
    private long announced = -1;

    /** @param name of the inbox */
    public Journal(String name) {
        this.name = name;
    }

    /**
     * What is stored now.
     *
     * @param floor of the announcements
     * @param refs of the last marks, the latest last
     */
    public void stored(long storedVersion, long floor, List<String> refs) {
        if (storedVersion < version) {
            violation("went back from version %d to %d: an old one has won", version, storedVersion);
        }
        version = storedVersion;
        announced = announced < 0 ? floor : announced;
        follow(refs);
    }

    private void follow(List<String> refs) {
        int known = order.isEmpty() ? 0 : refs.lastIndexOf(order.getLast()) + 1;
        var before = order.subList(Math.max(0, order.size() - known), order.size());
        if (known == 0 && !order.isEmpty() || !refs.subList(0, known).equals(before)) {
            violation(
                    "has the marks %s, where it had %s before: an old version has won, or %d marks were not looked at",
                    refs, order.subList(Math.max(0, order.size() - REMEMBERED), order.size()), REMEMBERED);
        }
        for (var ref : refs.subList(known, refs.size())) {
            if (order.subList(Math.max(0, order.size() - REMEMBERED), order.size()).contains(ref)) {
                violation("has mark %s twice", ref);
            }
            order.add(ref);
        }
    }

    private void violation(String sentence, Object... values) {
        violations.add(name + " " + sentence.formatted(values));
    }

    /** A mark is in it twice if it was made again after 32 others, which the protocol allows. */
    List<String> order() {
        return Collections.unmodifiableList(order);
    }

    /** How many have been made. */
    public int marks() {
        return order.size();
    }

    /** From which offset on announcements count for this user. */
    long announced() {
        return Math.max(0, announced);
    }

    List<String> violations() {
        return violations;
    }

    public String name() {
        return name;
    }
}
