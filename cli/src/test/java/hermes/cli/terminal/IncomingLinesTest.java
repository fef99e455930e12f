package hermes.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IncomingLinesTest {

    @Test
    void lineOfAPipeThatStaysOpenIsHandedOn() throws IOException {
        try (var pipe = new PipedOutputStream(); var in = new PipedInputStream(pipe)) {
            var lines = new IncomingLines(in);
            pipe.write("one\ntw".getBytes(UTF_8));
            assertThat(next(lines)).containsExactly("one");

            pipe.write("o\nthree\n".getBytes(UTF_8));
            assertThat(next(lines)).containsExactly("two", "three");
        }
    }

    @Test
    void lastLineNeedsNoEnd() throws IOException {
        var lines = new IncomingLines(new ByteArrayInputStream("one\n\ngrüße".getBytes(UTF_8)));

        assertThat(next(lines)).containsExactly("one", "");
        assertThat(next(lines)).containsExactly("grüße");
        assertThat(next(lines)).isEmpty();
    }

    @Test
    void noMoreAreHandedOnThanAreWanted() throws IOException {
        var lines = new IncomingLines(new ByteArrayInputStream("1\n2\n3\n4\n5\n6\n7\n".getBytes(UTF_8)));

        assertThat(next(lines)).containsExactly("1", "2", "3");
        assertThat(next(lines)).containsExactly("4", "5", "6");
        assertThat(next(lines)).containsExactly("7");
    }

    @Test
    void lineWithoutAnEndDoesNotFillTheMemory() throws IOException {
        var lines = new IncomingLines(new ByteArrayInputStream(new byte[3 * IncomingLines.LONGEST]));

        assertThat(lines.next(1)).singleElement().satisfies(
                line -> assertThat(line).hasSizeBetween(IncomingLines.LONGEST + 1,
                        IncomingLines.LONGEST * 2));
        assertThat(lines.next(1)).isEmpty();
    }

    private static List<String> next(IncomingLines lines) throws IOException {
        return lines.next(3).stream().map(line -> new String(line, UTF_8)).toList();
    }
}
