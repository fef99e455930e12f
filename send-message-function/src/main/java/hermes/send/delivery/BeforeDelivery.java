package hermes.send.delivery;

import hermes.send.invocation.Invocation;
import hermes.send.stream.Entry;
import java.util.List;

/** What is to happen when notifications are in their stream and before they are delivered. Implementations may be shared between threads. */
@FunctionalInterface
public interface BeforeDelivery {

    /**
     * @param entries at least one, of one stream; some may have been there before, so repeating it must do no harm
     * @throws RuntimeException if it could not be done; then nothing is delivered, and all comes again
     */
    void appended(List<Entry> entries, Invocation invocation);
}
