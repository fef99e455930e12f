package hermes.send.invocation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts lists where a limit of AWS demands it. */
public final class Batches {

    private Batches() {}

    public static <T> List<List<T>> of(List<T> all, int mostElements) {
        return of(all, mostElements, Long.MAX_VALUE, _ -> 0);
    }

    /**
     * @param mostSize of the elements of a chunk together; a larger element is a chunk of its own
     * @return the elements in their order, in as few chunks as the order allows
     */
    public static <T> List<List<T>> of(List<T> all, int mostElements, long mostSize, ToLongFunction<T> size) {
        List<List<T>> chunks = new ArrayList<>();
        long room = -1;
        for (T element : all) {
            long needed = size.applyAsLong(element);
            if (needed > room || chunks.getLast().size() == mostElements) {
                chunks.add(new ArrayList<>());
                room = mostSize;
            }
            chunks.getLast().add(element);
            room = Math.max(room - needed, 0);
        }
        return chunks;
    }
}
