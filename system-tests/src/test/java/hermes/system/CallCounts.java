package hermes.system;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.CallFilter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Counts what a function asks AWS for, by operation, with queries of the index apart. Receiving from the queue is left
 * out. Thread-safe.
 */
final class CallCounts implements CallFilter {

    private final String function;
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

    /** @param function logical id */
    CallCounts(String function) {
        this.function = function;
    }

    @Override
    public Verdict before(AwsCall call) {
        // An empty receive is no cost of a delivery.
        if (call.caller().equals(function) && !call.operation().equals("ReceiveMessage")) {
            counts.merge(name(call), 1, Integer::sum);
        }
        return new Verdict.Pass();
    }

    private static String name(AwsCall call) {
        var resource = call.accesses().getFirst().resource();
        return resource.endsWith("/index/by-room") ? call.operation() + " by-room" : call.operation();
    }

    /** Since the last call. */
    Map<String, Integer> take() {
        var taken = new TreeMap<String, Integer>(counts);
        counts.clear();
        return taken;
    }
}
