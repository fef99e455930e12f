package hermes.cli.load;

import java.util.BitSet;

/**
 * Which of its room's numbered notifications a connection has got, in which way, and in which order: two bits for each,
 * whatever became of it. Thread-safe.
 */
final class Received {

    private final BitSet pushed = new BitSet();
    private final BitSet recovered = new BitSet();
    private int highestPushed;
    private int highestRecovered;
    private int doubled;
    private int outOfOrder;

    /**
     * A frame of its own came.
     *
     * @return whether the notification had not come in any way before
     */
    synchronized boolean push(int number) {
        if (pushed.get(number)) {
            doubled++;
            return false;
        }
        pushed.set(number);
        if (number < highestPushed) {
            outOfOrder++;
        }
        highestPushed = Math.max(highestPushed, number);
        return !recovered.get(number);
    }

    /**
     * An answer to {@code resume} brought it, as it does also with what is just being pushed: that is not doubled.
     *
     * @return whether the notification had not come in any way before
     */
    synchronized boolean recover(int number) {
        if (recovered.get(number)) {
            return false;
        }
        recovered.set(number);
        if (number < highestRecovered) {
            outOfOrder++;
        }
        highestRecovered = Math.max(highestRecovered, number);
        return !pushed.get(number);
    }

    /** Of the numbers given, how many came. */
    synchronized int got(BitSet numbers) {
        var found = (BitSet) pushed.clone();
        found.or(recovered);
        found.and(numbers);
        return found.cardinality();
    }

    /** How many came by {@code resume} and in no frame of their own. */
    synchronized int onlyRecovered() {
        var found = (BitSet) recovered.clone();
        found.andNot(pushed);
        return found.cardinality();
    }

    /** Frames that brought what a frame had brought before. */
    synchronized int doubled() {
        return doubled;
    }

    /** What came behind one that was published later, in the same way. */
    synchronized int outOfOrder() {
        return outOfOrder;
    }
}
