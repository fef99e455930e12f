package hermes.benchmarks.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Where it was measured. Immutable.
 *
 * @param load processes that wanted to run when it began, on average over a minute
 * @param node the version of Node; empty if there is none
 */
public record Machine(String system, String processor, int processors, double load, String java,
        String node) {

    /** This one, now. */
    public static Machine here() {
        return new Machine(System.getProperty("os.name") + " " + System.getProperty("os.arch"), model(),
                Runtime.getRuntime().availableProcessors(), loadAverage(),
                System.getProperty("java.vendor.version", "") + " " + System.getProperty("java.version"),
                nodeVersion());
    }

    /** Whether the functions that all is compared with can run. */
    public boolean hasNode() {
        return !node.isEmpty();
    }

    /** Whether more wanted to run than can at once, so that the clock says nothing. */
    @JsonIgnore
    public boolean isBusy() {
        return load > processors;
    }

    @Override
    public String toString() {
        return "%d cores (%s), %s, load %.1f at the start, Java %s, Node %s".formatted(processors, processor,
                system, load, java.strip(), hasNode() ? node : "is not there");
    }

    private static double loadAverage() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException _) {
            return 0;
        }
    }

    private static String model() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static String nodeVersion() {
        try {
            var process = new ProcessBuilder("node", "--version").start();
            var version = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? version : "";
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
