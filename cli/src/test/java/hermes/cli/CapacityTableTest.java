package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/operations.md says that a command prints is what it prints. */
final class CapacityTableTest {

    private static final Pattern ROW = Pattern
            .compile("\\| `\\./hermes (cost [^`]+)` \\| \\$([\\d,]+) \\| ([\\d,]+) s \\| ([\\d.]+) s \\|");

    static List<Arguments> rows() throws IOException {
        String page = Files.readString(CommandRun.HOME.resolve("docs/operations.md"));
        List<Arguments> rows = ROW.matcher(page).results()
                .map(row -> Arguments.of(row.group(1), row.group(2), row.group(3), row.group(4))).toList();
        assertThat(rows).hasSize(3);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void figuresAreThoseThatTheCommandPrints(String command, String dollars, String refill,
            String broadcast) {
        String printed = CommandRun.of(command.split(" ")).out();

        assertThat(number(printed, "Total +([\\d,.]+)")).isCloseTo(number(dollars, "(.*)"),
                within(0.5));
        assertThat(number(printed, "after a break: (\\d+) s")).isEqualTo(number(refill, "(.*)"));
        assertThat(number(printed, "to everybody: ([\\d.]+) s")).isEqualTo(number(broadcast, "(.*)"));
    }

    private static double number(String text, String pattern) {
        MatchResult found = Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow();
        return Double.parseDouble(found.group(1).replace(",", ""));
    }
}
