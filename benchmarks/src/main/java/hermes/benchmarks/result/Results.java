package hermes.benchmarks.result;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one command has measured. Immutable.
 *
 * @param topic as it is typed
 * @param command with all its options
 * @param date of the measurement, as {@code 2026-11-30}
 */
public record Results(String topic, String command, String date, Machine machine, List<Row> rows) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public Results {
        rows = List.copyOf(rows);
    }

    /** @throws IOException if there is no such file, or it holds something else */
    public static Results read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Results.class);
    }

    /** @throws IOException if the file cannot be written */
    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }
}
