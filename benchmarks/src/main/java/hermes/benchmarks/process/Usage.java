package hermes.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process has used so far, to the hundredth of a second. */
public final class Usage {

    private Usage() {}

    /** @throws IOException if there is no such process, or no {@code /proc} */
    public static Duration cpu(long process) throws IOException {
        return ProcFile.cpu(read(process, "stat"), false);
    }

    /** With the children that have ended, and with those that are there. */
    public static Duration cpuOfAll(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).map(Usage::cpuIfThere)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** @throws IOException if there is no such process, or no {@code /proc} */
    public static double residentMegabytes(long process) throws IOException {
        return ProcFile.residentMegabytes(read(process, "status"));
    }

    private static Duration cpuIfThere(ProcessHandle process) {
        try {
            return ProcFile.cpu(read(process.pid(), "stat"), true);
        } catch (IOException _) {
            // It has ended meanwhile: its parent counts it from now on.
            return Duration.ZERO;
        }
    }

    private static String read(long process, String file) throws IOException {
        return Files.readString(Path.of("/proc", "" + process, file));
    }
}
