package hermes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code events/}: what AWS hands to the functions. */
public final class RecordedEvents {
    private static final Path FOLDER = Path.of("..", "events");

    private RecordedEvents() {}

    /** @param name with its ending */
    public static InputStream open(String name) throws IOException {
        return Files.newInputStream(FOLDER.resolve(name));
    }

    /** The names of all, to be tried one by one. */
    public static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted().toList();
            assertThat(names).contains("authorizer.json", "connect.json", "sqs.json");
            return names;
        }
    }
}
