package hermes.benchmarks.topic;

import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** From the bytes of a queue's batch to notifications that are checked, by JMH, each round in a JVM of its own. */
final class Batch implements Topic {

    private static final About ABOUT = new About("batch",
            "Reading a batch of ten notifications of 100 KB, beside one pass of Jackson's readTree", 5, 1,
            false);

    private static final Metric CPU = new Metric("CPU a batch", "µs");
    private static final Metric ALLOCATED = new Metric("allocated a batch", "KB");
    private static final String GARBAGE = "gc.alloc.rate.norm";

    private static final TimeValue SLICE = TimeValue.milliseconds(300);
    private static final int WARM_UPS = 5;
    private static final int ITERATIONS = 5;

    /** @param name of the parameter of {@link BatchReading} */
    private record Shape(String name, String subject) {

        String jackson() {
            return "Jackson, " + subject;
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape("large", "ten of 100 KB, of many small values"),
            new Shape("text", "ten of 100 KB, each one text"),
            new Shape("small", "ten of 1 KB, of many small values"));

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Recording measure(Plan plan) throws IOException {
        if (plan.before().isPresent()) {
            throw new IllegalStateException(
                    "\"batch\" runs the code of its own checkout only; leave --before out, and run it in the other checkout as well");
        }
        var recording = new Recording();
        for (int round = 0; round < plan.rounds(); round++) {
            plan.tell(ABOUT.name(), round);
            for (var shape : SHAPES) {
                recording.compare(shape.subject, shape.jackson());
                run("hermes", shape, shape.subject, recording);
                run("jackson", shape, shape.jackson(), recording);
            }
        }
        return recording;
    }

    private static void run(String method, Shape shape, String subject, Recording recording)
            throws IOException {
        var options = new OptionsBuilder().include("BatchReading." + method + "$").param("shape", shape.name)
                .forks(1)
                .warmupIterations(WARM_UPS).warmupTime(SLICE)
                .measurementIterations(ITERATIONS).measurementTime(SLICE)
                .addProfiler(CpuProfiler.class).addProfiler("gc").verbosity(VerboseMode.SILENT)
                // As Lambda starts its JVMs.
                .jvmArgs("-Xmx1503m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow")
                .build();
        try {
            var result = new Runner(options).runSingle();
            recording.add(subject, CPU, secondary(result, CpuProfiler.NAME));
            recording.add(subject, ALLOCATED, secondary(result, GARBAGE) / 1_000);
        } catch (RunnerException e) {
            throw new IOException("JMH has failed: " + e.getMessage(), e);
        }
    }

    private static double secondary(RunResult result, String name) {
        var results = result.getSecondaryResults();
        var full = results.keySet().stream().filter(key -> key.endsWith(name)).findFirst().orElseThrow();
        return results.get(full).getScore();
    }
}
