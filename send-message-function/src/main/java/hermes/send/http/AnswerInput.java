package hermes.send.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes what comes over a connection apart, into lines and bodies. For one thread at a time. */
final class AnswerInput {

    /** A head of API Gateway has some 300 bytes. */
    static final int MOST_HEAD_BYTES = 16 << 10;

    /** BatchGetItem of DynamoDB may answer with so many; no other call comes near. */
    static final int MOST_BODY_BYTES = 16 << 20;

    private final Source source;
    private final byte[] buffer = new byte[MOST_HEAD_BYTES];
    private int from;
    private int to;
    private int headBytes;

    AnswerInput(Source source) {
        this.source = source;
    }

    /** From where the bytes of lines are counted. */
    void beginHead() {
        headBytes = 0;
    }

    /**
     * @return without its end
     * @throws ProtocolException if the lines since {@link #beginHead} are longer than they may be
     */
    String line() throws IOException {
        int end = from;
        while (end == to || buffer[end] != '\n') {
            if (end == to) {
                end -= from;
                fill();
                end += from;
            } else {
                end++;
            }
        }
        int length = end > from && buffer[end - 1] == '\r' ? end - 1 - from : end - from;
        String line = new String(buffer, from, length, StandardCharsets.ISO_8859_1);
        headBytes += end + 1 - from;
        if (headBytes > MOST_HEAD_BYTES) {
            throw tooLong();
        }
        from = end + 1;
        return line;
    }

    /** @throws ProtocolException if that is more than a body may have */
    byte[] exactly(long length) throws IOException {
        byte[] bytes = new byte[bounded(length)];
        int done = buffered(bytes);
        while (done < bytes.length) {
            done += some(bytes, done);
        }
        return bytes;
    }

    /** All until the connection ends. */
    byte[] rest() throws IOException {
        var rest = new ByteArrayOutputStream();
        for (int n = to - from; n >= 0; n = source.read(buffer, 0, buffer.length)) {
            bounded((long) rest.size() + n);
            rest.write(buffer, from, n);
            from = 0;
        }
        to = 0;
        return rest.toByteArray();
    }

    /** Whether more has come than was read. */
    boolean hasMore() {
        return from < to;
    }

    private int buffered(byte[] bytes) {
        int n = Math.min(to - from, bytes.length);
        System.arraycopy(buffer, from, bytes, 0, n);
        from += n;
        return n;
    }

    private int some(byte[] bytes, int offset) throws IOException {
        int n = source.read(bytes, offset, bytes.length - offset);
        if (n < 0) {
            throw ended();
        }
        return n;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            throw tooLong();
        }
        int n = source.read(buffer, to, buffer.length - to);
        if (n < 0) {
            throw ended();
        }
        to += n;
    }

    static int bounded(long length) throws ProtocolException {
        if (length > MOST_BODY_BYTES) {
            throw new ProtocolException("The answer's body has %d bytes or more; expected %d at most"
                    .formatted(length, MOST_BODY_BYTES));
        }
        return (int) length;
    }

    private static ProtocolException tooLong() {
        return new ProtocolException("The answer's head has more than %d bytes; expected so many at most"
                .formatted(MOST_HEAD_BYTES));
    }

    private static EOFException ended() {
        return new EOFException("The server closed the connection before its answer was complete");
    }

    /** Whence the bytes come. */
    interface Source {

        /** @return as {@link java.io.InputStream#read(byte[], int, int)} */
        int read(byte[] bytes, int offset, int length) throws IOException;
    }
}
