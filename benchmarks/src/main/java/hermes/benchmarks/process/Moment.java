package hermes.benchmarks.process;

import java.io.IOException;
import java.time.Duration;

/**
 * What a process had used at a time. Immutable.
 *
 * @param nanoTime of {@link System#nanoTime}
 */
public record Moment(long nanoTime, Duration cpu, double residentMegabytes) {

    static Moment of(long process) throws IOException {
        long now = System.nanoTime();
        return new Moment(now, Usage.cpu(process), Usage.residentMegabytes(process));
    }

    public double cpuMillisSince(Moment earlier) {
        return cpu.minus(earlier.cpu).toNanos() / 1e6;
    }

    public double millisSince(Moment earlier) {
        return (nanoTime - earlier.nanoTime) / 1e6;
    }
}
