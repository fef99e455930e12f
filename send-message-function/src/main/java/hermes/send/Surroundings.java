package hermes.send;

import hermes.send.invocation.RetryDelay;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What a process finds around it: time, chance, and where its lines go. Thread-safe if its parts are.
 *
 * @param nanoTime for durations
 * @param random from 0 (inclusive) to 1 (exclusive)
 */
record Surroundings(Clock clock, LongSupplier nanoTime, DoubleSupplier random, RetryDelay.Pause pause,
        PrintStream out) {

    static Surroundings ofProcess() {
        // Not a seeded generator: all functions restored from one snapshot would wait equally long.
        return new Surroundings(Clock.systemUTC(), System::nanoTime, new SecureRandom()::nextDouble,
                Thread::sleep, System.out);
    }
}
