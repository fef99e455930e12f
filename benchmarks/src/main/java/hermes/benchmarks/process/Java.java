package hermes.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tools of the JDK that this runs on. */
public final class Java {

    private static final int PATIENCE_SECONDS = 60;

    private Java() {}

    /** @param name as {@code keytool} */
    public static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** How many classes a JVM has loaded so far, those of the JDK's archive included. */
    public static long loadedClasses(long process) throws IOException, InterruptedException {
        return run("jcmd", "" + process, "PerfCounter.print").lines()
                .filter(line -> line.matches("java\\.cls\\.(sharedL|l)oadedClasses=\\d+"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1))).sum();
    }

    /** Of what is alive, after a collection. */
    public static double liveHeapMegabytes(long process) throws IOException, InterruptedException {
        var total = run("jcmd", "" + process, "GC.class_histogram").strip().lines().toList().getLast().strip()
                .split("\\s+");
        return Long.parseLong(total[total.length - 1]) / 1e6;
    }

    /** @throws IOException with what it printed if it fails */
    public static String run(String tool, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program(tool)));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("%s has failed: %s".formatted(tool, printed));
        }
        return printed;
    }
}
