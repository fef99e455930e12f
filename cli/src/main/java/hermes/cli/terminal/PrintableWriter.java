package hermes.cli.terminal;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Prints nothing that a terminal would obey. All that commands and the log of the stack print goes through one: some of
 * it was written by whoever may send to a room, or by nobody who may anything. Printing a line prints one, whatever is in
 * it. It is the same into a pipe, as what is piped ends in terminals too; scripts read JSON, whose values stay as they
 * are. Thread-safe.
 */
public class PrintableWriter extends PrintWriter {

    /** Flushes after each line. */
    public PrintableWriter(Writer out) {
        super(out, true);
    }

    @Override
    public void write(int character) {
        write(String.valueOf((char) character));
    }

    @Override
    public void write(char[] text, int offset, int length) {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) {
        String printable = PrintableText.lines(text.substring(offset, offset + length));
        super.write(printable, 0, printable.length());
    }

    @Override
    public void println(String line) {
        super.println(PrintableText.line(String.valueOf(line)));
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }

    @Override
    public void println(char[] line) {
        println(new String(line));
    }
}
