package hermes.system.bills;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Versions of a library with a published advisory: a line of {@code .ci/known-bad.tsv}. Immutable.
 *
 * @param artifact {@code group:artifact}
 * @param from the first affected version, {@code 0} where the source names none
 * @param fixed the first version of that line of releases that is not affected
 * @param advisory its id as CVE or GHSA
 * @param recorded the day on which the line was written, or compared with its source again
 * @param source the page that says so
 */
record KnownBad(String artifact, Version from, Version fixed, String advisory, LocalDate recorded,
        URI source) {

    private static final Path LIST = Path.of("").toAbsolutePath().resolveSibling(".ci/known-bad.tsv");

    /** All lines but the first, which names the columns. */
    static List<KnownBad> list() throws IOException {
        return Files.readAllLines(LIST).stream().skip(1).map(KnownBad::parse).toList();
    }

    static KnownBad parse(String line) {
        var columns = line.split("\t", -1);
        if (columns.length != 6) {
            throw new IllegalArgumentException(columns.length + " columns instead of 6: " + line);
        }
        return new KnownBad(columns[0], Version.parse(columns[1]), Version.parse(columns[2]), columns[3],
                LocalDate.parse(columns[4]), URI.create(columns[5]));
    }

    boolean affects(Library library) {
        if (!library.artifact().equals(artifact)) {
            return false;
        }
        var version = Version.parse(library.version());
        return from.compareTo(version) <= 0 && version.compareTo(fixed) < 0;
    }

    /** What to read and what to do, for an affected library. */
    String explain(Library library) {
        return "%s %s is affected by %s (%s): take %s or newer".formatted(artifact, library.version(),
                advisory,
                source, fixed);
    }
}
