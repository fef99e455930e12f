package hermes.benchmarks.process;

import java.time.Duration;

/**
 * Reads the files of {@code /proc/PID}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ProcFile {

    /** What {@code getconf CLK_TCK} says on every Linux: a tick is a hundredth of a second. */
    private static final int MILLIS_A_TICK = 10;

    /** Fields are counted from 1 in the manual; what is read here begins with the third. */
    private static final int UTIME = 14 - 3;
    private static final int CSTIME = 17 - 3;

    private ProcFile() {}

    /**
     * Processor time in the program and in the kernel.
     *
     * @param children also that of the children that have ended
     */
    static Duration cpu(String stat, boolean children) {
        // The name in parentheses may hold anything, also blanks and parentheses.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = UTIME; field <= (children ? CSTIME : UTIME + 1); field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return Duration.ofMillis(ticks * MILLIS_A_TICK);
    }

    /** What of {@code status} is in memory; 0 of a process that has ended. */
    static double residentMegabytes(String status) {
        return status.lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst().orElse(0);
    }
}
