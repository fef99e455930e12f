package hermes.local;

import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.Warning;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What was started of a stack, which ends in reverse order, even after half a start. Thread-safe. */
final class Closer implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Consumer<StackEvent> log;

    Closer(Consumer<StackEvent> log) {
        this.log = log;
    }

    synchronized <T extends AutoCloseable> T register(T part) {
        parts.push(part);
        return part;
    }

    /** A part that does not end properly keeps no other from ending. May be called again. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.accept(new Warning(part.getClass().getSimpleName() + " did not end properly: " + e));
            }
        }
    }
}
