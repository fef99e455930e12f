package hermes.common;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the same for many at once, each on a thread of its own: a virtual one where Java has them, from 21 on. */
public final class Parallel {

    private Parallel() {}

    /**
     * Waits until all are done, also if one fails.
     *
     * @return the results in the order of the inputs
     * @throws RuntimeException what the first input that failed threw
     */
    public static <T, R> List<R> map(Collection<T> inputs, Function<T, R> work) {
        var threads = Threads.forEachTask();
        List<Future<R>> results;
        try {
            results = inputs.stream().map(input -> threads.submit(() -> work.apply(input))).toList();
        } finally {
            Threads.close(threads);
        }
        return results.stream().map(Parallel::result).toList();
    }

    /**
     * As {@link #map}, for what has no result.
     *
     * @throws RuntimeException what the first input that failed threw
     */
    public static <T> void forEach(Collection<T> inputs, Consumer<T> work) {
        map(inputs, input -> {
            work.accept(input);
            return null;
        });
    }

    private static <R> R result(Future<R> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("Checked exception", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while many things were done at once", e);
        }
    }
}
