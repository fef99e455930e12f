package hermes.backend;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits before an attempt is repeated. */
interface Pause {
    Duration FIRST = Duration.ofMillis(100);
    Duration LONGEST = Duration.ofSeconds(2);

    /** @param attempt which attempt failed, from 1 */
    void after(int attempt) throws InterruptedException;

    /** Doubles up to a ceiling, then takes a random part of that, so that publishers do not retry in step. */
    static Pause jittered() {
        return attempt -> Thread.sleep(delay(attempt, RandomGenerator.getDefault().nextDouble()).toMillis());
    }

    /** @param random from 0 to 1 */
    static Duration delay(int attempt, double random) {
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt - 1, 20));
        return Duration.ofMillis(Math.round(ceiling * random));
    }
}
