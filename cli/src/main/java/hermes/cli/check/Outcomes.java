package hermes.cli.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tries part after part, also if one fails. For one thread. */
final class Outcomes {

    private final List<Outcome> all = new ArrayList<>();

    /** One thing that must hold. */
    interface Part {

        /**
         * @return what was found
         * @throws RuntimeException if it does not hold, with the reason
         */
        String check() throws InterruptedException;
    }

    /** @return whether it holds */
    boolean add(String name, Part part) throws InterruptedException {
        long start = System.nanoTime();
        try {
            var says = part.check();
            return add(new Outcome(name, true, says, Duration.ofNanos(System.nanoTime() - start)));
        } catch (RuntimeException e) {
            var reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return add(new Outcome(name, false, reason, Duration.ofNanos(System.nanoTime() - start)));
        }
    }

    void notTried(List<String> names, String because) {
        names.forEach(name -> add(new Outcome(name, false, "not tried, because " + because, Duration.ZERO)));
    }

    private boolean add(Outcome outcome) {
        all.add(outcome);
        return outcome.holds();
    }

    List<Outcome> all() {
        return List.copyOf(all);
    }
}
