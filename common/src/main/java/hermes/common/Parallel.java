package hermes.common;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the same for many at once, each on a virtual thread of its own. */
public final class Parallel {

    private Parallel() {}

    /**
     * Waits until all are done, also if one fails.
     *
     * @return the results in the order of the inputs
     * @throws RuntimeException what the first input that failed threw
     */
    public static <T, R> List<R> map(Collection<T> inputs, Function<T, R> work) {
        List<Future<R>> results;
        // Closing it waits until all are done.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = inputs.stream().map(input -> threads.submit(() -> work.apply(input))).toList();
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
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case Throwable failure -> throw new IllegalStateException("Checked exception", failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while many things were done at once", e);
        }
    }
}
