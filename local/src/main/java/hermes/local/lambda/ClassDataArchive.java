package hermes.local.lambda;

import hermes.local.stack.StableIds;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes that an earlier process loaded, which halve the start-up time of the next. The JVM refuses an archive
 * made with another JVM or other jars and does not replace it, so its name says what it was made with.
 */
final class ClassDataArchive {

    private static final String SUFFIX = ".jsa";

    private final Path file;
    private final String prefix;

    /** @param classPath existing jars, the function's last */
    ClassDataArchive(Path folder, List<Path> classPath) throws IOException {
        var madeWith = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path jar : classPath) {
            madeWith.append('\n').append(jar).append(' ').append(Files.size(jar)).append(' ')
                    .append(Files.getLastModifiedTime(jar));
        }
        this.prefix = classPath.getLast().getFileName() + "-";
        this.file = folder.resolve(prefix + StableIds.suffix(madeWith.toString()) + SUFFIX);
    }

    /** Need not exist. */
    Path file() {
        return file;
    }

    /** Another stack may still use an older one, which deleting does not disturb. */
    void deleteOlderOnes() throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(file.getParent(),
                prefix + "*" + SUFFIX)) {
            for (Path archive : archives) {
                if (!archive.equals(file)) {
                    Files.deleteIfExists(archive);
                }
            }
        }
    }
}
