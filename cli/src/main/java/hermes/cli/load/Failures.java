package hermes.cli.load;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went wrong, for people. */
final class Failures {

    private Failures() {}

    /** @throws RuntimeException what the work threw */
    static void join(CompletableFuture<?> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** As the end of a sentence. */
    static String reasons(Tally tally) {
        var all = Stream.concat(tally.breaks().entrySet().stream(), tally.refusals().entrySet().stream())
                .map(Failures::times).collect(Collectors.joining("; "));
        return all.isEmpty() ? "handshakes get no answer" : all;
    }

    private static String times(Map.Entry<String, Long> reason) {
        return "%s (%,d times)".formatted(reason.getKey(), reason.getValue());
    }
}
