package hermes.local.lambda;

import hermes.local.stack.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * The folders of functions' processes: of all the one where they begin, in which nobody can write, as in Lambda's
 * {@code /var/task}, and of each one for temporary files, which ends with it. Thread-safe.
 */
final class ProcessFolders implements AutoCloseable {

    private final Path root;
    private final Path task;

    ProcessFolders() {
        try {
            root = Files.createTempDirectory("hermes-functions-");
            task = Files.createDirectory(root.resolve("task"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        } catch (IOException e) {
            throw new LocalStackException(
                    "The functions' folder for temporary files cannot be made: " + e.getMessage(), e);
        }
    }

    /** Is empty: the code stays in its jar. */
    Path task() {
        return task;
    }

    /** An empty folder of the process's own. */
    Path temporary(String processId) {
        try {
            return Files.createDirectory(root.resolve(processId));
        } catch (IOException e) {
            throw new LocalStackException("%s has no folder for temporary files: %s".formatted(processId,
                    e.getMessage()), e);
        }
    }

    /** The process has ended. */
    synchronized void remove(String processId) {
        delete(root.resolve(processId));
    }

    @Override
    public synchronized void close() {
        delete(root);
    }

    private static void delete(Path folder) {
        try (var found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException _) {
            // Gone already, or still written to by a child that the function left: the system clears it away.
        }
    }
}
