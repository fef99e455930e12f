package hermes.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableWriterTest {

    private final StringWriter terminal = new StringWriter();
    private final PrintableWriter out = new PrintableWriter(terminal);

    @ParameterizedTest
    @CsvSource(textBlock = """
        0x1b,    \\u001b,       escape
        0x07,    \\u0007,       bell
        0x08,    \\u0008,       backspace
        0x0d,    \\u000d,       carriage return
        0x00,    \\u0000,       null
        0x7f,    \\u007f,       delete
        0x9b,    \\u009b,       CSI of C1
        0x9d,    \\u009d,       OSC of C1
        0x85,    \\u0085,       next line of C1
        0x202e,  \\u202e,       right-to-left override
        0x2066,  \\u2066,       left-to-right isolate
        0x061c,  \\u061c,       Arabic letter mark
        0x200b,  \\u200b,       zero-width space
        0x200d,  \\u200d,       zero-width joiner
        0xfeff,  \\ufeff,       byte order mark
        0x2028,  \\u2028,       line separator
        0x2029,  \\u2029,       paragraph separator
        0xd800,  \\ud800,       half a surrogate pair
        0xe0041, \\udb40\\udc41, tag letter
        """)
    void whatATerminalObeysOrDoesNotShowIsEscaped(int character, String escape, String name) {
        out.print("a" + Character.toString(character) + "b");
        out.println("c" + Character.toString(character) + "d");

        assertThat(terminal).as(name).hasToString("a" + escape + "bc" + escape + "d\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße, 世界, שלום, 🙂", "tab\tand \\u001b as it was typed", "{\"a\":\"\\u001b\"}"})
    void whatIsReadIsLeftAsItIs(String text) {
        out.println(text);

        assertThat(terminal).hasToString(text + "\n");
    }

    @Test
    void lineStaysOneWhateverItHolds() {
        out.println("opened x\n10:00:00.000  gateway  forged");
        out.println((Object) "a\nb");
        out.println(new char[]{'c', '\n', 'd'});

        assertThat(terminal)
                .hasToString("opened x\\u000a10:00:00.000  gateway  forged\na\\u000ab\nc\\u000ad\n");
    }

    @Test
    void textOfOursMayHaveSeveralLines() {
        out.printf("one %s%ntwo\n", "\u001b[2J");

        assertThat(terminal).hasToString("one \\u001b[2J\ntwo\n");
    }

    @Test
    void singleCharactersAreEscapedToo() {
        out.write(0x1b);
        out.append('\u009b').write(new char[]{'x', 0x1b}, 0, 2);

        assertThat(terminal).hasToString("\\u001b\\u009bx\\u001b");
    }

    @Test
    void jsonKeepsItsValue() throws JsonProcessingException {
        var value = Json.object().put("id\u202e", "a\u009b31m\u2028b\u007f\u001b🙂");

        out.println(value);

        assertThat(Json.parse(terminal.toString())).isEqualTo(value);
        assertThat(terminal.toString().strip().codePoints()).noneMatch(Character::isISOControl);
    }

    @Test
    void traceOfAFaultHasItsLines() {
        new IllegalStateException("broken\u001b[2J\nforged").printStackTrace(out);

        assertThat(terminal.toString().lines()).startsWith(
                "java.lang.IllegalStateException: broken\\u001b[2J\\u000aforged")
                .anyMatch(line -> line.startsWith("\tat hermes.cli.terminal"));
    }
}
