package hermes.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All goals and bounds. Immutable. */
public record Goals(List<Goal> all) {

    /** @throws IOException if the file cannot be read */
    public static Goals read(Path file) throws IOException {
        return new Goals(Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).map(Goal::parse).toList());
    }

    public Goals of(String topic) {
        return new Goals(all.stream().filter(goal -> goal.topic().equals(topic)).toList());
    }

    /** Whether anything of it must not be exceeded. */
    public boolean hasBound() {
        return all.stream().anyMatch(goal -> goal.bound().isPresent());
    }

    /** A sentence about each bound that is exceeded. */
    public List<String> faults(Results results) {
        return all.stream().flatMap(goal -> goal.fault(results).stream()).toList();
    }
}
