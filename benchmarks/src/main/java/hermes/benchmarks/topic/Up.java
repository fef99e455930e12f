package hermes.benchmarks.topic;

import hermes.benchmarks.gateway.Bare;
import hermes.benchmarks.gateway.Stack;
import hermes.benchmarks.process.ServerProcess;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./hermes up} until it says that it is ready. */
final class Up implements Topic {

    private static final About ABOUT = new About("up",
            "./hermes up to ready, beside the start of a bare Undertow", 5, 1, false);

    private static final Metric CLOCK = new Metric("clock until ready", "ms");
    private static final Metric CPU = new Metric("CPU until ready", "ms");
    private static final Duration ARCHIVED_AFTER = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String BUILT = "hermes up";
    private static final String FIRST = "hermes up, the first after a build";
    private static final String BESIDE = "beside";
    private static final String FIRST_BESIDE = "beside, the first after a build";

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Recording measure(Plan plan) throws IOException, InterruptedException {
        archiveLibraries(plan.home(), plan.ports());
        if (plan.before().isPresent()) {
            archiveLibraries(plan.before().get(), plan.ports());
        }
        var recording = new Recording();
        recording.compare(BUILT, BESIDE);
        recording.compare(FIRST, plan.before().isPresent() ? FIRST_BESIDE : BESIDE);
        for (int round = 0; round < plan.rounds(); round++) {
            plan.tell(ABOUT.name(), round);
            start(plan.home(), plan.ports(), FIRST, BUILT, recording);
            if (plan.before().isPresent()) {
                start(plan.before().get(), plan.ports(), FIRST_BESIDE, BESIDE, recording);
            } else {
                try (var bare = Bare.start(List.of())) {
                    add(BESIDE, bare.process(), recording);
                }
            }
        }
        return recording;
    }

    private static void start(Home home, int port, String first, String built, Recording recording)
            throws IOException {
        forget(home);
        for (var subject : List.of(first, built)) {
            try (var stack = start(home, port)) {
                add(subject, stack, recording);
            }
        }
    }

    private static ServerProcess start(Home home, int port) throws IOException {
        return ServerProcess.start(List.of(home.hermes().toString(), "up", "--port", "" + port), Stack.READY);
    }

    /** The second start has that done in the background, which would be counted. A version that keeps none has no list. */
    private static void archiveLibraries(Home home, int port) throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            start(home, port).close();
        }
        long end = System.nanoTime() + ARCHIVED_AFTER.toNanos();
        while (home.hasLibraries("classes") && !home.hasLibraries("jsa")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "there is no archive %s after %s"
                                .formatted(home.root().resolve("cli/target/up-*.jsa"), ARCHIVED_AFTER));
            }
            Thread.sleep(POLL);
        }
    }

    private static void add(String subject, ServerProcess process, Recording recording) {
        recording.add(subject, CLOCK, process.ready().millisSince(process.started()));
        recording.add(subject, CPU, process.ready().cpuMillisSince(process.started()));
    }

    /** What the functions have left for their next start. */
    private static void forget(Home home) throws IOException {
        List<Path> archives;
        try (var files = Files.find(home.root(), 4,
                (file, _) -> file.toString().endsWith(".jsa")
                        && home.root().relativize(file).toString().contains("-function"))) {
            archives = files.toList();
        }
        for (var archive : archives) {
            Files.delete(archive);
        }
    }
}
