package hermes.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The lines of a stream, as they come: those of a pipe that stays open are handed on at once. Not for use by several threads. */
public final class IncomingLines {

    /** Of a line, in bytes; one that is longer is cut off some time behind it, and ends the stream. */
    public static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ArrayDeque<byte[]> whole = new ArrayDeque<>();
    private boolean ended;

    public IncomingLines(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for a line, and not for a second one.
     *
     * @return the next lines without their ends, {@code most} at most; none at the end
     */
    public List<byte[]> next(int most) throws IOException {
        while (whole.isEmpty() && !ended) {
            read();
        }
        var lines = new ArrayList<byte[]>();
        while (lines.size() < most && !whole.isEmpty()) {
            lines.add(whole.remove());
        }
        return lines;
    }

    private void read() throws IOException {
        int length = in.read(chunk);
        for (int index = 0; index < length; index++) {
            if (chunk[index] == '\n') {
                finishLine();
            } else {
                line.write(chunk[index]);
            }
        }
        if (length < 0 || line.size() > LONGEST) {
            ended = true;
            if (line.size() > 0) {
                finishLine();
            }
        }
    }

    private void finishLine() {
        whole.add(line.toByteArray());
        line.reset();
    }
}
