package hermes.system.faults.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What backends granted, and took back, and when: by the clock of this process. Thread-safe. */
public final class GrantBook {

    public record Right(String user, String room) {}

    /** @param end when it was certain; {@link Long#MAX_VALUE} as long as it is not */
    private record Change(boolean granted, long begin, long end, long effective) {}

    private final Map<Right, List<Change>> changes = new ConcurrentHashMap<>();
    private final Set<Right> byToken = ConcurrentHashMap.newKeySet();

    /** For as long as the run lasts. */
    public void byToken(String user, String room) {
        byToken.add(new Right(user, room));
    }

    public boolean isByToken(String user, String room) {
        return byToken.contains(new Right(user, room));
    }

    /** Something is about to change. */
    public synchronized void begin(boolean granted, String user, String room) {
        changes.computeIfAbsent(new Right(user, room), _ -> new ArrayList<>())
                .add(new Change(granted, System.nanoTime(), Long.MAX_VALUE, Long.MAX_VALUE));
    }

    /** It has changed: nobody joins any more, or everybody who asks. */
    public synchronized void end(String user, String room) {
        var all = changes.get(new Right(user, room));
        var last = all.removeLast();
        all.add(new Change(last.granted(), last.begin(), System.nanoTime(), Long.MAX_VALUE));
    }

    /** What was taken back was seen to be effective: the user was in the room no more. */
    public synchronized void effective(String user, String room) {
        var all = changes.get(new Right(user, room));
        var last = all.removeLast();
        all.add(new Change(last.granted(), last.begin(), last.end(), System.nanoTime()));
    }

    /** Whether the room was granted, or was not, all the time between two moments, beyond doubt. */
    public synchronized boolean surely(boolean granted, String user, String room, long from, long to) {
        var right = new Right(user, room);
        if (isByToken(user, room)) {
            return granted;
        }
        boolean state = false;
        for (var change : changes.getOrDefault(right, List.of())) {
            if (change.begin() > to) {
                break;
            }
            if (change.end() > from && (state != granted || change.granted() != granted)) {
                return false;
            }
            state = change.granted();
        }
        return state == granted;
    }

    /** Whether somebody must not have got what was published and came at these moments. */
    public synchronized boolean forbids(String user, String room, long published, long came) {
        var right = new Right(user, room);
        if (isByToken(user, room)) {
            return false;
        }
        long since = Long.MIN_VALUE;
        for (var change : changes.getOrDefault(right, List.of())) {
            if (change.granted()) {
                if (since < published && came < change.begin()) {
                    return true;
                }
                since = Long.MAX_VALUE;
            } else {
                since = change.effective();
            }
        }
        return since < published;
    }

    public synchronized void count(Counts counts) {
        changes.values().stream().flatMap(List::stream).forEach(change -> {
            counts.add(change.granted() ? "grants" : "grants taken back");
            if (change.effective() < Long.MAX_VALUE) {
                counts.add("grants seen to have ended");
            }
        });
    }

    /** What is taken back for good. */
    public synchronized List<Right> takenBack() {
        return changes.entrySet().stream().filter(right -> !right.getValue().getLast().granted())
                .map(Map.Entry::getKey).toList();
    }
}
