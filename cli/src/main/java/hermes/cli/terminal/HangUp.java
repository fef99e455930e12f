package hermes.cli.terminal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;

/**
 * Notices that the other end of a pipe is closed, of which Java learns only when it writes.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/poll.html">poll</a>
 */
final class HangUp {

    private static final int POLLERR = 0x08;
    private static final int POLLHUP = 0x10;

    private HangUp() {}

    /**
     * Returns when the other end is closed; for a file or a terminal never.
     *
     * @return false if the operating system cannot tell
     */
    @SuppressWarnings("restricted")
    static boolean await(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            var poll = Linker.nativeLinker().downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("poll"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
            // struct pollfd { int fd; short events; short revents; }: no events are asked for, errors always come.
            var request = arena.allocate(JAVA_INT, 2);
            request.set(JAVA_INT, 0, descriptor);
            int found;
            do {
                found = (int) poll.invokeExact(request, 1L, -1);
                // Less than nothing is found when a signal comes between.
            } while (found < 0);
            return (request.get(JAVA_SHORT, 6) & (POLLERR | POLLHUP)) != 0;
        } catch (Throwable _) {
            // Without it the next line that is printed tells.
            return false;
        }
    }
}
