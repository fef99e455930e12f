package hermes.send.stream;

import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;

/** What an append does that has lost a race to another. */
public enum Contention {

    /** Waits and tries again, until time is over. */
    PERSIST {
        @Override
        boolean goesOn(int lost, RetryDelay retryDelay, Deadline deadline) {
            return retryDelay.await(deadline, lost);
        }
    },

    /**
     * Tries three times more, at once, and then gives up, for someone who can wait in a line elsewhere. The first race may be long over:
     * another instance has appended since this one saw the head; and who meets another that is just writing is told no head,
     * perhaps twice.
     */
    GIVE_WAY {
        @Override
        boolean goesOn(int lost, RetryDelay retryDelay, Deadline deadline) {
            return lost < 4 && !deadline.passed();
        }
    };

    /** @param lost races until now, at least one */
    abstract boolean goesOn(int lost, RetryDelay retryDelay, Deadline deadline);
}
