package hermes.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReckoningTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/operations.md");

    @Test
    void isThatOfTheCapacityTable() throws IOException {
        var row = Pattern.compile(
                "\\| most notifications a second, in rooms of ten \\| ([\\d,]+) \\| (\\d+) \\| (\\d+) \\|")
                .matcher(Files.readString(PAGE));
        assertThat(row.find()).isTrue();

        assertThat(most(1_000)).isEqualTo(row.group(1));
        assertThat(most(100_000)).isEqualTo(row.group(2));
        assertThat(most(1_000_000)).isEqualTo(row.group(3));
    }

    @Test
    void quotasSayHowLongItTakesAtBest() {
        var reckoning = Reckoning.of(5_000, 200, 50);

        assertThat(reckoning.posts()).isEqualTo(10_000);
        assertThat(reckoning.connectSeconds()).isEqualTo(10);
        assertThat(reckoning.roomSeconds()).isEqualTo(0.02);
    }

    private static String most(long connections) {
        return "%,.0f".formatted(Reckoning.of(connections, 10, 1).mostNotifications());
    }
}
