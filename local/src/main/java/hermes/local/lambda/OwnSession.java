package hermes.local.lambda;

import java.util.List;
import java.util.stream.Stream;

/**
 * Commands that run in a session of their own, or a process group where the system has no {@code setsid}. Where the shell of
 * a script ends, the system hangs up on all of its group if one is stopped: a frozen function would take the stack, and
 * whatever else the script has left running, with it.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/_Exit.html">POSIX, orphaned process groups</a>
 */
final class OwnSession {

    private static final String SCRIPT = """
        if command -v setsid >/dev/null 2>&1; then exec setsid "$@"
        elif command -v perl >/dev/null 2>&1; then exec perl -e 'setpgrp(0, 0); exec @ARGV' "$@"
        else exec "$@"
        fi
        """;

    private OwnSession() {}

    /**
     * The process keeps its id: none of these programs starts another.
     *
     * @param before lines of a shell that go before
     * @param command with its arguments
     */
    static List<String> command(String before, List<String> command) {
        return Stream.concat(Stream.of("/bin/sh", "-c", before + "\n" + SCRIPT, "sh"), command.stream())
                .toList();
    }
}
