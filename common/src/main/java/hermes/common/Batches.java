package hermes.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts lists where a limit of AWS demands it. */
public final class Batches {

    private Batches() {}

    public static <T> List<List<T>> of(List<T> all, int mostElements) {
        return of(all, mostElements, Long.MAX_VALUE, element -> 0);
    }

    /**
     * @param mostSize of the elements of a batch together; a larger element is a batch of its own
     * @return the elements in their order, in as few batches as the order allows
     */
    public static <T> List<List<T>> of(List<T> all, int mostElements, long mostSize, ToLongFunction<T> size) {
        var batches = new ArrayList<List<T>>();
        List<T> last = List.of();
        long room = -1;
        for (T element : all) {
            long needed = size.applyAsLong(element);
            if (needed > room || last.size() == mostElements) {
                last = new ArrayList<>();
                batches.add(last);
                room = mostSize;
            }
            last.add(element);
            room = Math.max(room - needed, 0);
        }
        return batches;
    }
}
