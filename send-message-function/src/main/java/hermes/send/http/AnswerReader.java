package hermes.send.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Reads the answers that come over one connection, each to its end. For one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, section 6.3</a>: how long a body is
 */
final class AnswerReader {
    private final AnswerInput in;

    AnswerReader(AnswerInput in) {
        this.in = in;
    }

    /**
     * @throws ProtocolException if it is no answer of HTTP/1.1, or too large
     * @throws java.io.EOFException if the connection ended before it did
     */
    Answer read(SdkHttpMethod method) throws IOException {
        in.beginHead();
        var head = AnswerHead.read(in);
        while (head.interim()) {
            head = AnswerHead.read(in);
        }
        boolean none = method == SdkHttpMethod.HEAD || head.bodiless();
        byte[] body = none ? new byte[0] : body(head);
        boolean untilEnd = !none && !head.chunked() && head.contentLength().isEmpty();
        return new Answer(head.toSdk(), body, head.last() || untilEnd || in.hasMore());
    }

    private byte[] body(AnswerHead head) throws IOException {
        if (head.chunked()) {
            return chunks();
        }
        return head.contentLength().isPresent() ? in.exactly(head.contentLength().getAsLong()) : in.rest();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            AnswerInput.bounded((long) body.size() + size);
            body.write(in.exactly(size));
            if (!in.line().isEmpty()) {
                throw new ProtocolException(
                        "A chunk of the answer is longer than its size; expected a line's end");
            }
        }
        while (!in.line().isEmpty()) {
            // Nobody asks for trailers.
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        in.beginHead();
        String line = in.line();
        int extension = line.indexOf(';');
        String size = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
            throw new ProtocolException("A chunk of the answer begins with %s; expected its size"
                    .formatted(AnswerHead.quoted(line)));
        }
        return Integer.parseInt(size, 16);
    }
}
